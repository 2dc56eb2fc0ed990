const LONGEST = 249

/** What is wrong with a topic's name, in Kafka's words (`Topic.validate`); null when nothing is. */
export function invalidTopicName(name: string): string | null {
  if (name === '') return 'Topic name is invalid: the empty string is not allowed'
  if (name === '.' || name === '..') return `Topic name is invalid: '${name}' is not allowed`
  if (name.length > LONGEST) {
    return `Topic name is invalid: the length of '${name}' is longer than the max allowed length ${LONGEST}`
  }
  if (/^[\w.-]+$/.test(name)) return null
  return `Topic name is invalid: '${name}' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'`
}
