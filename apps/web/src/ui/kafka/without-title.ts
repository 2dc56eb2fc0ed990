/** A sentence that repeats its heading ("Do not restart now: 3 partitions …") begins after it. */
export function withoutTitle(sentence: string, title: string): string {
  if (!sentence.startsWith(`${title}: `)) return sentence
  const rest = sentence.slice(title.length + 2)
  return rest.charAt(0).toUpperCase() + rest.slice(1)
}
