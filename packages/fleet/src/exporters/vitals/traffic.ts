/** What a broker, or one topic on it, has done since the process began, and does per second now. */
export interface Traffic {
  readonly total: Flow
  perSecond: Flow
}

export interface Flow {
  messagesIn: number
  bytesIn: number
  bytesOut: number
  replicationBytesIn: number
  replicationBytesOut: number
  produceRequests: number
  fetchRequests: number
  /** Part of replication that a reassignment causes. */
  reassignmentBytesIn: number
  reassignmentBytesOut: number
  /** Produce requests refused because too few replicas are in sync. */
  failedProduce: number
}

/** Records that producers send together, and fetch requests that a group sends a second to each broker it reads from. */
export const RECORDS_PER_PRODUCE = 25
export const FETCHES_PER_SECOND = 2

export function noFlow(): Flow {
  return {
    messagesIn: 0,
    bytesIn: 0,
    bytesOut: 0,
    replicationBytesIn: 0,
    replicationBytesOut: 0,
    produceRequests: 0,
    fetchRequests: 0,
    reassignmentBytesIn: 0,
    reassignmentBytesOut: 0,
    failedProduce: 0,
  }
}

export function noTraffic(): Traffic {
  return { total: noFlow(), perSecond: noFlow() }
}

export interface Written {
  readonly records: number
  readonly recordBytes: number
  /** Groups that read it. */
  readonly readers: number
  /** Followers that fetch it. */
  readonly followers: number
  readonly seconds: number
}

/** What a leader does for records that were written in a time. */
export function leaderFlow({ records, recordBytes, readers, followers, seconds }: Written): Flow {
  const bytesIn = records * recordBytes
  return {
    messagesIn: records,
    bytesIn,
    bytesOut: bytesIn * readers,
    replicationBytesIn: 0,
    replicationBytesOut: bytesIn * followers,
    produceRequests: records / RECORDS_PER_PRODUCE,
    fetchRequests: readers * FETCHES_PER_SECOND * seconds,
    reassignmentBytesIn: 0,
    reassignmentBytesOut: 0,
    failedProduce: 0,
  }
}

export function addFlow(sum: Flow, more: Flow): void {
  sum.messagesIn += more.messagesIn
  sum.bytesIn += more.bytesIn
  sum.bytesOut += more.bytesOut
  sum.replicationBytesIn += more.replicationBytesIn
  sum.replicationBytesOut += more.replicationBytesOut
  sum.produceRequests += more.produceRequests
  sum.fetchRequests += more.fetchRequests
  sum.reassignmentBytesIn += more.reassignmentBytesIn
  sum.reassignmentBytesOut += more.reassignmentBytesOut
  sum.failedProduce += more.failedProduce
}
