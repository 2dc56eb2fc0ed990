/** Eight bytes as ZooKeeper's own logs and `dump` write them: `0x1000a3c5d2b0001`. */
export function sessionText(id: Uint8Array): string {
  return `0x${Buffer.from(id).readBigUInt64BE().toString(16)}`
}
