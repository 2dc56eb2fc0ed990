// A finding put together from one verdict per broker, node or listener.

import type { ConfigEntry } from '../facts.ts'
import type { Target } from '../judge/judgement.ts'
import { counted, listed, sentenceCase } from '../judge/words.ts'
import type { CheckState, Finding } from './check.ts'
import { notApplicable } from './check.ts'
import type { PreflightView } from './view.ts'

/** What was found at one of many. */
export interface Part {
  /** `broker 3` */
  readonly who: string
  readonly state: Exclude<CheckState, 'not-applicable'>
  /** Half a sentence: `auto.create.topics.enable is true`. */
  readonly text: string
}

export interface PartWords {
  /** Sentence when all pass. */
  readonly pass: string
  /** Sentence when there is nothing to look at. */
  readonly none: string
  readonly fix?: string
  readonly command?: string
  readonly target?: Target
}

const ORDER: readonly Part['state'][] = ['fail', 'warn', 'unknown', 'pass']
/** Different texts told in the evidence; the rest is in the details. */
const MOST_TEXTS = 2

/** The worst part decides; parts that are not known keep the whole from passing. */
export function fromParts(parts: readonly Part[], words: PartWords): Finding {
  if (parts.length === 0) return notApplicable(words.none)
  const state = ORDER.find((one) => parts.some((part) => part.state === one)) ?? 'unknown'
  if (state === 'pass') return { state, evidence: words.pass, details: [], fix: null, command: null, target: null }
  const isBad = state !== 'unknown'
  return {
    state,
    evidence: evidenceOf(parts),
    details: isTold(parts) ? [] : troubled(parts).map(({ who, text }) => `${sentenceCase(who)}: ${text}`),
    fix: isBad ? (words.fix ?? null) : null,
    command: isBad ? (words.command ?? null) : null,
    target: isBad ? (words.target ?? null) : null,
  }
}

const troubled = (parts: readonly Part[]) => parts.filter(({ state }) => state !== 'pass')

/** Whether the evidence names every part already: rows would say the same again. */
function isTold(parts: readonly Part[]): boolean {
  const groups = grouped(troubled(parts))
  const [first] = groups
  return groups.length === 1 && first !== undefined && whoWords(first.who) === whoWords(first.who, first.who.length)
}

/** `Brokers 1 and 2: it is true. Not known of broker 3: connection refused.` */
function evidenceOf(parts: readonly Part[]): string {
  const bad = grouped(parts.filter(({ state }) => state === 'fail' || state === 'warn'))
  const blind = grouped(parts.filter(({ state }) => state === 'unknown'))
  const told = bad.slice(0, MOST_TEXTS).map(({ who, text }) => `${sentenceCase(whoWords(who))}: ${text}.`)
  const more = bad.slice(MOST_TEXTS).reduce((sum, { who }) => sum + who.length, 0)
  if (more > 0) told.push(`${counted(more, 'more is', 'more are')} listed below.`)
  const [first] = blind
  if (first !== undefined) {
    const others = blind.slice(1).reduce((sum, { who }) => sum + who.length, 0)
    const rest = others > 0 ? `, and of ${others} more` : ''
    told.push(`Not known of ${whoWords(first.who)}${rest}: ${first.text}.`)
  }
  return told.join(' ')
}

function grouped(parts: readonly Part[]): { who: string[]; text: string }[] {
  const byText = new Map<string, string[]>()
  const worstFirst = parts.toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state))
  for (const { who, text } of worstFirst) {
    const same = byText.get(text)
    // Ten thousand topics may have the same text.
    if (same === undefined) byText.set(text, [who])
    else same.push(who)
  }
  return [...byText].map(([text, who]) => ({ text, who }))
}

/** `broker 3`, `brokers 1, 2 and 3`, `zk-1:2181 and zk-2:2181`. */
export function whoWords(who: readonly string[], most?: number): string {
  const ids = who.map((name) => /^broker (\d+)$/.exec(name)?.[1])
  if (who.length > 1 && ids.every((id) => id !== undefined)) return `brokers ${listed(ids as string[], most ?? 6)}`
  return listed(who, most ?? 4)
}

type Verdict = readonly [state: Part['state'], text: string]

/** One part for every registered broker. Null: it is no question for this one. */
export function brokerParts(view: PreflightView, verdict: (broker: number) => Verdict | null): readonly Part[] {
  return view.brokers.flatMap(({ id }) => {
    const found = verdict(id)
    return found === null ? [] : [{ who: `broker ${id}`, state: found[0], text: found[1] }]
  })
}

/** One part for every broker from one of its settings; `absent` says what it means that a broker has no such setting. */
export function settingParts(
  view: PreflightView,
  name: string,
  judge: (value: string, entry: ConfigEntry, broker: number) => Verdict | null,
  absent: Verdict | null = ['unknown', `${name} is not among the settings it tells`],
): readonly Part[] {
  return brokerParts(view, (broker) => {
    const settings = view.settings(broker)
    if (!settings.known) return ['unknown', settings.why]
    const entry = settings.value.get(name)
    if (entry === undefined) return absent
    if (entry.value === null) return entry.sensitive ? ['unknown', `${name} is withheld`] : absent
    return judge(entry.value, entry, broker)
  })
}

/** Why nothing can be said when no broker is known; null when some are. */
export function noBrokers(view: PreflightView): Finding | null {
  const registry = view.read(view.facts.registry)
  if (registry.known && view.brokers.length > 0) return null
  const why = registry.known ? 'no broker is registered' : registry.why
  return {
    state: 'unknown',
    evidence: `The brokers are not known: ${why}.`,
    details: [],
    fix: null,
    command: null,
    target: { page: 'sources' },
  }
}

/** {@link fromParts} over brokers: unknown, and not without a question, when no broker is known. */
export function perBroker(view: PreflightView, parts: readonly Part[], words: PartWords): Finding {
  return noBrokers(view) ?? fromParts(parts, words)
}
