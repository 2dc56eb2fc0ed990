import { Summary } from './statistics.ts'

/** What `cons` tells of one connection. */
export class ConnectionStatistics {
  readonly latencyMs = new Summary()
  readonly establishedMs: number
  received = 0
  sent = 0
  lastOperation = 'NA'
  /** Transaction id of the client's last request. */
  lastXid = -1
  lastZxid = -1n
  lastResponseMs = 0
  lastLatencyMs = 0

  constructor(establishedMs: number) {
    this.establishedMs = establishedMs
  }
}

/** One connection as the four-letter words show it: a client's socket, or a simulated broker's. */
export interface ConnectionView {
  /** `127.0.0.1:40312` */
  readonly remote: string
  readonly queued: number
  readonly session: { readonly id: bigint; readonly timeoutMs: number } | null
  readonly statistics: ConnectionStatistics
}
