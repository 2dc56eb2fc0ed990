// The few words of DER (X.690) that a certificate is written in.

/** Tag, length, content. */
export function der(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content)
  return Buffer.concat([Buffer.from([tag, ...lengthOf(body.length)]), body])
}

export const sequence = (...items: readonly Buffer[]) => der(0x30, ...items)
export const setOf = (...items: readonly Buffer[]) => der(0x31, ...items)
export const octets = (bytes: Buffer) => der(0x04, bytes)
export const bits = (bytes: Buffer, unusedBits = 0) => der(0x03, Buffer.from([unusedBits]), bytes)
export const utf8 = (text: string) => der(0x0c, Buffer.from(text))
export const TRUE = der(0x01, Buffer.from([0xff]))

/** A positive whole number. */
export function integer(bytes: Buffer): Buffer {
  const isHigh = ((bytes[0] ?? 0) & 0x80) !== 0
  return der(0x02, isHigh ? Buffer.concat([Buffer.from([0]), bytes]) : bytes)
}

/** An object identifier, as in `2.5.4.3`. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return der(0x06, Buffer.from([40 * first + second, ...rest.flatMap(base128)]))
}

/** GeneralizedTime, to the second. */
export function time(atMs: number): Buffer {
  const text = new Date(atMs).toISOString().replace(/[-:T]|\.\d+/g, '')
  return der(0x18, Buffer.from(text))
}

function base128(value: number): number[] {
  const bytes = [value & 0x7f]
  for (let left = value >>> 7; left > 0; left >>>= 7) bytes.unshift((left & 0x7f) | 0x80)
  return bytes
}

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length]
  const bytes: number[] = []
  for (let left = length; left > 0; left >>>= 8) bytes.unshift(left & 0xff)
  return [0x80 | bytes.length, ...bytes]
}
