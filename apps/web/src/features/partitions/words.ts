/** A 64-bit offset with thousands separated; it comes as text because it may pass what a number holds. */
export function endOffsetWords(offset: string): string {
  return offset.replace(/\B(?=(\d{3})+$)/g, ',')
}
