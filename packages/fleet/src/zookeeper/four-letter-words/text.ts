/** The release that the fleet's members pretend to be: what Kafka 3.9 is shipped with. */
export const VERSION = '3.8.4-9316c2a7a97e1666d8f4593f34dd6fc36ecc436c, built on 2024-02-12 22:16 UTC'

export function hex(value: bigint): string {
  return `0x${BigInt.asUintN(64, value).toString(16)}`
}

/** An average as ZooKeeper prints it: four decimals at most, one at least. */
export function average(value: number): string {
  const rounded = Math.round(value * 10_000) / 10_000
  return Number.isInteger(rounded) ? rounded.toFixed(1) : String(rounded)
}

/** Lines, each with its end. */
export function lines(...texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('')
}

/** As `java.util.Date` prints itself: `Sun Nov 22 21:09:55 UTC 2026`. */
export function javaDate(atMs: number): string {
  const [weekday, day, month, year, time] = new Date(atMs).toUTCString().replace(',', '').split(' ')
  return `${weekday} ${month} ${day} ${time} UTC ${year}`
}
