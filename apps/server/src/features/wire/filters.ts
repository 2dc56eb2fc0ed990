/** Filter text that keeps one topic's partitions, narrowed by more terms. Topic names need no quotes: Kafka allows letters, digits, dot, dash and underscore. */
export function topicFilter(topic: string, ...terms: readonly string[]): string {
  const name = /^[\w.-]+$/.test(topic) ? topic : JSON.stringify(topic)
  return [`topic:${name}`, ...terms].join(' ')
}
