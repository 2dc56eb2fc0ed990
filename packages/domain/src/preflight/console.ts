// The console itself: what it reads is young, it keeps what it reads, it has time.

import { counted, durationWords } from '../judge/words.ts'
import { freshnessOf } from '../reading.ts'
import { type Check, type Finding, fail, notApplicable, pass, unknown, warn } from './check.ts'
import type { PreflightView } from './view.ts'

const SLUGGISH_MS = 100
const STUCK_MS = 1_000

function upToDate(view: PreflightView): Finding {
  const { facts, now } = view
  const isKraft = facts.registry.value?.mode === 'kraft'
  const named = [
    ['brokers', facts.registry],
    ['topics', facts.topology],
    [isKraft ? 'controllers' : 'ZooKeeper', isKraft ? facts.quorum : facts.zookeeper],
    ['settings of topics', facts.topicConfigs],
    ['settings of brokers', facts.brokerConfigs],
    ['end offsets', facts.endOffsets],
    ...[...facts.logDirs].map(([id, reading]) => [`log directories of broker ${id}`, reading] as const),
  ] as const
  const old = named.flatMap(([what, reading]) => {
    const state = freshnessOf(reading, now)
    if (state === 'fresh') return []
    const age = reading.observedAt === undefined ? 'never read' : `read ${durationWords(now - reading.observedAt)} ago`
    return [{ state, text: `${what}: ${age}${reading.failure === undefined ? '' : `, ${reading.failure.message}`}` }]
  })
  const never = old.filter(({ state }) => state !== 'late').length
  const details = old.map(({ text }) => text)
  const fix = 'See the data sources: each says whom it asks, since when it fails and what may help.'
  const target = { page: 'sources' } as const
  if (never > 0)
    return fail(`${never} of ${counted(named.length, 'reading')} are lost or were never taken.`, {
      details,
      fix,
      target,
    })
  if (old.length > 0)
    return warn(`${old.length} of ${counted(named.length, 'reading')} are late.`, { details, fix, target })
  return pass(`${counted(named.length, 'reading')}, all young.`)
}

function keeps(view: PreflightView): Finding {
  const { state, text } = view.console.history
  if (state === 'writing') return pass(text)
  if (state === 'off') return notApplicable(text)
  if (state === 'failing')
    return fail(text, {
      fix: 'Make the directory writable and give it room (history.directory, history.maxMegabytes).',
    })
  return unknown(text)
}

function hasTime(view: PreflightView): Finding {
  const ms = view.console.eventLoopDelayP99Ms
  if (ms === null) return unknown('The delay of its event loop has not been measured.')
  const evidence = `Its event loop is at most ${Math.round(ms)} ms late in 99 of 100 turns.`
  const fix = 'Give it a processor of its own, or fewer clusters.'
  if (ms > STUCK_MS) return fail(evidence, { fix })
  return ms > SLUGGISH_MS ? warn(evidence, { fix }) : pass(evidence)
}

const base = { family: 'console' } as const

export const CONSOLE_CHECKS: readonly Check[] = [
  {
    ...base,
    id: 'readings-young',
    title: 'What the console shows is young',
    severity: 'critical',
    reason: 'Every other check is as old as what it was made from.',
    judge: upToDate,
  },
  {
    ...base,
    id: 'history-written',
    title: 'History is being kept',
    severity: 'minor',
    reason: 'What was not written cannot be looked up after an incident.',
    judge: keeps,
  },
  {
    ...base,
    id: 'console-quick',
    title: 'The console has time',
    severity: 'minor',
    reason: 'A console that is late calls others late.',
    judge: hasTime,
  },
]
