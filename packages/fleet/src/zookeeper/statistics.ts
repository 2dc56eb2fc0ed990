const RECENT = 128

/** A summary as `mntr` shows it: average, least, most, count and sum. */
export class Summary {
  count = 0
  sum = 0
  min = 0
  max = 0
  /** The last ones, for quantiles. */
  readonly #recent: number[] = []

  add(value: number): void {
    this.min = this.count === 0 ? value : Math.min(this.min, value)
    this.max = Math.max(this.max, value)
    this.count += 1
    this.sum += value
    this.#recent[(this.count - 1) % RECENT] = value
  }

  /** Of the last values, the one that a share (0–1) of them does not exceed; 0 where there are none. */
  quantile(share: number): number {
    const sorted = this.#recent.toSorted((a, b) => a - b)
    return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
  }

  get average(): number {
    return this.count === 0 ? 0 : this.sum / this.count
  }

  reset(): void {
    this.count = 0
    this.sum = 0
    this.min = 0
    this.max = 0
    this.#recent.length = 0
  }
}

/** What one member counted since it started, or since its statistics were reset (`srst`). */
export class MemberStatistics {
  /** Time from a request's arrival to its answer, in ms. */
  readonly latencyMs = new Summary()
  readonly readLatencyMs = new Summary()
  readonly updateLatencyMs = new Summary()
  readonly fsyncMs = new Summary()
  readonly electionMs = new Summary()
  packetsReceived = 0
  packetsSent = 0
  bytesReceived = 0
  bytesSent = 0
  commits = 0
  lookingCount = 0
  connectionsRejected = 0
  connectionRequests = 0
  sessionsRevalidated = 0
  staleSessionsExpired = 0
  authFailures = 0
  largeRequestsRejected = 0
  unsuccessfulHandshakes = 0
  lastResponseBytes = -1
  minResponseBytes = -1
  maxResponseBytes = -1

  received(sizeBytes: number): void {
    this.packetsReceived += 1
    this.bytesReceived += sizeBytes
  }

  sent(sizeBytes: number): void {
    this.packetsSent += 1
    this.bytesSent += sizeBytes
    this.lastResponseBytes = sizeBytes
    this.minResponseBytes = this.minResponseBytes === -1 ? sizeBytes : Math.min(this.minResponseBytes, sizeBytes)
    this.maxResponseBytes = Math.max(this.maxResponseBytes, sizeBytes)
  }

  /** What `srst` sets back: packets and latency, not the counters of the process. */
  reset(): void {
    this.packetsReceived = 0
    this.packetsSent = 0
    this.latencyMs.reset()
  }
}
