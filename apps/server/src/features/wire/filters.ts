import { filterTerm } from '@perigee/links'

/** Filter text that keeps one topic's partitions, narrowed by more terms. */
export function topicFilter(topic: string, ...terms: readonly string[]): string {
  return [filterTerm('topic', topic), ...terms].join(' ')
}
