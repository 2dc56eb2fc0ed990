/**
 * The partitions in a member's assignment as consumers write it (ConsumerProtocolAssignment.json), by topic. Empty for
 * anything else: the bytes are the clients' own affair.
 */
export function assignedPartitions(assignment: Buffer): ReadonlyMap<string, readonly number[]> {
  try {
    return read(assignment)
  } catch {
    return new Map()
  }
}

function read(bytes: Buffer): Map<string, number[]> {
  const topics = new Map<string, number[]>()
  if (bytes.length < 6) return topics
  // After the version (int16): an array of topic name and partition indices.
  let at = 6
  for (let left = bytes.readInt32BE(2); left > 0; left--) {
    const nameEnd = at + 2 + bytes.readInt16BE(at)
    const name = bytes.toString('utf8', at + 2, nameEnd)
    const count = bytes.readInt32BE(nameEnd)
    at = nameEnd + 4 + 4 * count
    if (count < 0 || at > bytes.length) return new Map()
    topics.set(
      name,
      Array.from({ length: count }, (_, index) => bytes.readInt32BE(nameEnd + 4 + 4 * index)),
    )
  }
  return topics
}
