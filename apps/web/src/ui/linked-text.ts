export interface TextPart {
  readonly text: string
  /** Where this part leads; null = plain words. */
  readonly href: string | null
}

interface Count {
  readonly text: string
  readonly href: string
}

/** Cuts a sentence where its counts stand, so that each can be a link; counts that are not in it come back in `rest`. */
export function linkedText(
  text: string,
  counts: readonly Count[],
): { readonly parts: readonly TextPart[]; readonly rest: readonly Count[] } {
  const found = counts
    .map((count) => ({ count, at: text.indexOf(count.text) }))
    .filter(({ at }) => at >= 0)
    .toSorted((a, b) => a.at - b.at)
  const parts: TextPart[] = []
  const linked = new Set<Count>()
  let end = 0
  for (const { count, at } of found) {
    // Two counts may share words; the first one keeps them.
    if (at < end) continue
    if (at > end) parts.push({ text: text.slice(end, at), href: null })
    parts.push(count)
    linked.add(count)
    end = at + count.text.length
  }
  if (end < text.length) parts.push({ text: text.slice(end), href: null })
  return { parts, rest: counts.filter((count) => !linked.has(count)) }
}
