/** What no page shows yet is seen with Kafka's own tools: the page that tells the addresses of the clusters. */
export const SEEN_FROM_OUTSIDE = '/settings'
