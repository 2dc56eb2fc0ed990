/** What a node was asked, by API key. */
export interface Served {
  requests: number
  bytesIn: number
  bytesOut: number
  /** From a request's arrival until its answer was ready, in ms. */
  busyMs: number
}

export interface Meter {
  count(apiKey: number, served: Omit<Served, 'requests'>): void
  byApi(): ReadonlyMap<number, Readonly<Served>>
  reset(): void
  connectionsOpened: number
  connectionsOpen: number
  /** Requests that ended in an exception, which is a mistake of the fleet; the last one is kept. */
  mistakes: number
  lastMistake: unknown
}

export function createMeter(): Meter {
  const byApi = new Map<number, Served>()
  return {
    connectionsOpened: 0,
    connectionsOpen: 0,
    mistakes: 0,
    lastMistake: null,
    count(apiKey, { bytesIn, bytesOut, busyMs }) {
      const sum = byApi.get(apiKey) ?? { requests: 0, bytesIn: 0, bytesOut: 0, busyMs: 0 }
      sum.requests += 1
      sum.bytesIn += bytesIn
      sum.bytesOut += bytesOut
      sum.busyMs += busyMs
      byApi.set(apiKey, sum)
    },
    byApi: () => byApi,
    reset: () => byApi.clear(),
  }
}
