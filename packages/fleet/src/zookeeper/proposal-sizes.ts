/** Sizes of proposals as a leader tells them (`BufferStats`): −1 before the first. */
export class ProposalSizes {
  count = 0
  /** Of the transaction log. */
  totalBytes = 0
  lastBytes = -1
  minBytes = -1
  maxBytes = -1

  add(sizeBytes: number): void {
    this.count += 1
    this.totalBytes += sizeBytes
    this.lastBytes = sizeBytes
    this.minBytes = this.minBytes === -1 ? sizeBytes : Math.min(this.minBytes, sizeBytes)
    this.maxBytes = Math.max(this.maxBytes, sizeBytes)
  }
}
