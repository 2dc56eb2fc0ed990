// Sizes and shares inside evidence.
const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']

/** IEC with three significant digits: `61.8 GiB`. */
export function sizeWords(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024
    unit += 1
  }
  return `${Number(value.toPrecision(3))} ${UNITS[unit]}`
}

/** `87 %` of a ratio. */
export function percentWords(ratio: number): string {
  return `${Math.round(ratio * 100)} %`
}
