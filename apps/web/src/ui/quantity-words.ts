// Numbers as the console writes them: three significant digits, thousands with commas, unit beside them.

export interface Words {
  readonly text: string
  readonly unit: string
  /** The whole value, for hover and copy. */
  readonly full: string
}

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })
const exact = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 3 })

/** A count: every digit, thousands with commas. Counts are never rounded: they open exactly their rows. */
export function countWords(value: number): string {
  return whole.format(value)
}

/** Three significant digits: 1,240 stays whole, 12.4, 1.24, 0.0124. */
export function threeDigits(value: number): string {
  const size = Math.abs(value)
  if (size >= 100 || value === 0) return whole.format(value)
  if (size >= 10) return value.toFixed(1).replace(/\.0$/, '')
  return size >= 1 ? value.toFixed(2).replace(/\.?0+$/, '') : String(Number(value.toPrecision(3)))
}

function scaled(value: number, step: number, units: readonly string[]): { value: number; unit: string } {
  let at = 0
  let rest = value
  while (Math.abs(rest) >= step && at < units.length - 1) {
    rest /= step
    at += 1
  }
  return { value: rest, unit: units[at] ?? '' }
}

const IEC = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']
const SI = ['', 'k', 'M', 'G', 'T']

/** A size in IEC units: 1.24 GiB. */
export function sizeWords(bytes: number): Words {
  const { value, unit } = scaled(bytes, 1024, IEC)
  return { text: unit === 'B' ? whole.format(value) : threeDigits(value), unit, full: `${whole.format(bytes)} bytes` }
}

/** A rate per second in SI units: 12.4 k/s. `of` is the plural noun for the full text. */
export function rateWords(perSecond: number, of = 'messages'): Words {
  const { value, unit } = Math.abs(perSecond) < 10_000 ? { value: perSecond, unit: '' } : scaled(perSecond, 1000, SI)
  return { text: threeDigits(value), unit: `${unit}/s`, full: `${exact.format(perSecond)} ${of} per second` }
}

/** A ratio 0–1 in per cent. */
export function percentWords(ratio: number): Words {
  return { text: threeDigits(ratio * 100), unit: '%', full: `${exact.format(ratio * 100)} %` }
}
