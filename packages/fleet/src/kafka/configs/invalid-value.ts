import type { Setting, SettingType } from './setting.ts'

const LOWEST: Partial<Record<SettingType, bigint>> = { int: -(2n ** 31n), short: -(2n ** 15n), long: -(2n ** 63n) }

/** Why a value cannot be taken, in Kafka's words (`ConfigDef.parseType`, its validators); null when it can. */
export function invalidValue(setting: Setting, value: string): string | null {
  const reason = wrongType(setting.type, value.trim()) ?? outOfRange(setting, value.trim())
  return reason === null ? null : `Invalid value ${value} for configuration ${setting.name}: ${reason}`
}

function wrongType(type: SettingType, value: string): string | null {
  if (type === 'boolean') {
    return /^(true|false)$/i.test(value) ? null : 'Expected value to be either true or false'
  }
  const notANumber = `Not a number of type ${type.toUpperCase()}`
  if (type === 'double') return value !== '' && Number.isFinite(Number(value)) ? null : notANumber
  const lowest = LOWEST[type]
  if (lowest === undefined) return null
  if (!/^[+-]?\d+$/.test(value)) return notANumber
  const number = BigInt(value)
  return lowest <= number && number < -lowest ? null : notANumber
}

function outOfRange({ valid, type }: Setting, value: string): string | null {
  const range = /^\[(-?\d+),\.\.\.(?:,(-?\d+))?\]( or -1)?$/.exec(valid ?? '')
  if (range !== null) {
    const [, min, max, orMinusOne] = range
    if (orMinusOne !== undefined && value === '-1') return null
    if (Number(value) < Number(min)) return `Value must be at least ${min}`
    return max !== undefined && Number(value) > Number(max) ? `Value must be no more than ${max}` : null
  }
  const words = /^\[([\w, ]+)\]$/.exec(valid ?? '')?.[1]?.split(', ')
  if (words === undefined) return null
  const given = type === 'list' ? listOf(value) : [value]
  return given.every((one) => words.includes(one)) ? null : `String must be one of: ${words.join(', ')}`
}

export function listOf(value: string | null | undefined): string[] {
  return (value ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
}
