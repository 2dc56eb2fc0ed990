// Believable records: what a shop, its payments and its warehouse would write. The topic's name chooses the subject.
import { between, type Chance, oneOf } from './chance.ts'

type Fields = Record<string, unknown>
type Subject = (chance: Chance, at: string) => { key: string; value: Fields }

export interface BusinessEvent {
  readonly key: string
  readonly value: string
}

const CURRENCIES = ['EUR', 'USD', 'GBP', 'CHF', 'PLN'] as const
const COUNTRIES = ['DE', 'FR', 'NL', 'PL', 'IT', 'ES', 'AT'] as const
const WAREHOUSES = ['leipzig', 'rotterdam', 'lyon', 'poznan'] as const
const PAGES = ['/', '/search', '/cart', '/checkout', '/item/2201', '/item/884', '/account/orders'] as const
const WORDS = ['blue', 'steel', 'large', 'cotton', 'garden', 'lamp', 'chair', 'set', 'oak', 'small', 'glass'] as const

const amount = (chance: Chance) => between(chance, 199, 48_999) / 100
const id = (chance: Chance, prefix: string, count: number) => `${prefix}-${between(chance, 1, count)}`

const order: Subject = (chance, at) => {
  const orderId = id(chance, 'o', 9_999_999)
  const status = oneOf(chance, ['placed', 'paid', 'packed', 'shipped', 'delivered', 'returned'])
  const total = { amount: amount(chance), currency: oneOf(chance, CURRENCIES) }
  return { key: orderId, value: { orderId, customerId: id(chance, 'c', 250_000), status, total, at } }
}

const payment: Subject = (chance, at) => {
  const paymentId = id(chance, 'p', 9_999_999)
  const method = oneOf(chance, ['card', 'sepa', 'invoice', 'wallet'])
  const state = oneOf(chance, ['authorised', 'captured', 'captured', 'refused', 'refunded'])
  const sum = { amount: amount(chance), currency: oneOf(chance, CURRENCIES) }
  return { key: paymentId, value: { paymentId, orderId: id(chance, 'o', 9_999_999), method, state, ...sum, at } }
}

const view: Subject = (chance, at) => {
  const sessionId = id(chance, 's', 2_000_000)
  const device = oneOf(chance, ['phone', 'phone', 'desktop', 'tablet'])
  const tookMs = between(chance, 12, 900)
  return { key: sessionId, value: { sessionId, page: oneOf(chance, PAGES), device, tookMs, at } }
}

const stock: Subject = (chance, at) => {
  const sku = id(chance, 'sku', 40_000)
  const change = { warehouse: oneOf(chance, WAREHOUSES), delta: between(chance, -12, 60) }
  return { key: sku, value: { sku, ...change, onHand: between(chance, 0, 2_400), at } }
}

const shipment: Subject = (chance, at) => {
  const parcelId = id(chance, 'parcel', 5_000_000)
  const state = oneOf(chance, ['labelled', 'collected', 'in transit', 'out for delivery', 'delivered'])
  return {
    key: parcelId,
    value: { parcelId, from: oneOf(chance, WAREHOUSES), to: oneOf(chance, COUNTRIES), state, at },
  }
}

const customer: Subject = (chance, at) => {
  const customerId = id(chance, 'c', 250_000)
  const change = oneOf(chance, ['registered', 'address changed', 'newsletter off', 'newsletter on', 'closed'])
  return { key: customerId, value: { customerId, change, country: oneOf(chance, COUNTRIES), at } }
}

const measurement: Subject = (chance, at) => {
  const deviceId = id(chance, 'device', 12_000)
  const celsius = between(chance, -180, 420) / 10
  return { key: deviceId, value: { deviceId, celsius, battery: between(chance, 3, 100) / 100, at } }
}

const logLine: Subject = (chance, at) => {
  const service = oneOf(chance, ['shop', 'search', 'pricing', 'billing', 'mail'])
  const level = oneOf(chance, ['info', 'info', 'info', 'warn', 'error'])
  const traceId = between(chance, 0x10000000, 0xffffffff).toString(16)
  return { key: service, value: { service, level, traceId, tookMs: between(chance, 1, 4_000), at } }
}

const SUBJECTS: readonly [RegExp, Subject][] = [
  [/order|cart|basket|checkout/i, order],
  [/pay|invoice|billing|refund|fraud|ledger|transaction/i, payment],
  [/click|view|page|session|search|web|track/i, view],
  [/stock|inventory|warehouse|price|product|catalog|item/i, stock],
  [/ship|parcel|deliver|logistic|route|fleet|courier/i, shipment],
  [/customer|user|account|profile|member|crm|consent/i, customer],
  [/sensor|device|telemetry|metric|iot|measure|temperature/i, measurement],
  [/log|audit|trace|error/i, logLine],
]

/** An event fit for the topic, about `sizeBytes` long with its key (never shorter than its own fields need). */
export function businessEvent(
  topic: string,
  drawn: { chance: Chance; timestampMs: number; sizeBytes: number },
): BusinessEvent {
  const { chance, timestampMs, sizeBytes } = drawn
  const subject = SUBJECTS.find(([pattern]) => pattern.test(topic))?.[1] ?? order
  const { key, value } = subject(chance, new Date(timestampMs).toISOString())
  const bare = JSON.stringify(value)
  const missing = sizeBytes - key.length - bare.length - NOTE.length
  if (missing < 4) return { key, value: bare }
  return { key, value: `${bare.slice(0, -1)}${NOTE}${text(chance, missing)}"}` }
}

const NOTE = ',"note":"'

function text(chance: Chance, length: number): string {
  let words = ''
  // Many bytes want few draws: a long note repeats a phrase.
  while (words.length < Math.min(length, 400)) words += `${oneOf(chance, WORDS)} `
  return words.repeat(Math.ceil(length / words.length)).slice(0, length - 1)
}
