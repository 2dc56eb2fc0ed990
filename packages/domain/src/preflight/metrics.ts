// Exporters: there, telling enough, and not too dear.
import { counted, durationWords } from '../judge/words.ts'
import { type Check, type Finding, notApplicable, warn } from './check.ts'
import { brokerParts, fromParts, type Part, perBroker } from './parts.ts'
import type { PreflightView } from './view.ts'
import { percentWords } from './words.ts'

/** A page may cost a tenth of one processor; half of its interval is too much. */
const DEAR = 0.1
const TOO_DEAR = 0.5

const NOT_CONFIGURED = 'No exporter, and no Prometheus, is configured.'

function answering(view: PreflightView): Finding {
  if (!view.configured.metrics)
    return warn(`${NOT_CONFIGURED} Times of requests, heaps, disks and hosts cannot be judged.`, {
      fix: 'Run the JMX exporter beside every broker and node_exporter on its host, and say where.',
      command: 'metrics:\n  pattern: "http://{host}:7071/metrics"\n  hostPattern: "http://{host}:9100/metrics"',
      target: { page: 'sources' },
    })
  const parts = brokerParts(view, (id) => {
    const reading = view.facts.metrics.get(`broker/${id}`)
    if (reading === undefined) return ['fail', 'no exporter is known for it']
    const held = view.read(reading)
    if (!held.known) return reading.failure === undefined ? ['unknown', held.why] : ['fail', held.why]
    return reading.failure === undefined ? ['pass', ''] : ['warn', reading.failure.message]
  })
  return perBroker(view, parts, {
    pass: `${counted(parts.length, 'exporter')} answer.`,
    none: 'No broker is registered.',
    fix: 'Start the exporter, or correct its address (metrics.pattern, exporters).',
    target: { page: 'sources', q: 'kind:exporter' },
  })
}

/** One part for every exporter that answers. */
function nodeParts(
  view: PreflightView,
  judge: (id: string) => readonly [Part['state'], string] | null,
): readonly Part[] {
  return [...view.facts.metrics].flatMap(([id, reading]) => {
    if (!view.read(reading).known) return []
    const found = judge(id)
    return found === null
      ? []
      : [
          {
            who: reading.value?.target.role === 'broker' ? `broker ${reading.value.target.nodeId ?? id}` : id,
            state: found[0],
            text: found[1],
          },
        ]
  })
}

function cheap(view: PreflightView): Finding {
  if (!view.configured.metrics) return notApplicable(NOT_CONFIGURED)
  const parts = nodeParts(view, (id) => {
    const reading = view.facts.metrics.get(id)
    const cost = reading?.value?.cost
    if (reading === undefined || cost === undefined || reading.value?.source === 'prometheus') return null
    const ms = cost.exporterMs ?? cost.answerMs
    const share = ms / reading.intervalMs
    const text = `a page takes ${Math.round(ms)} ms, ${percentWords(share)} of the ${durationWords(reading.intervalMs)} between two`
    return share > TOO_DEAR ? ['fail', text] : share > DEAR ? ['warn', text] : ['pass', text]
  })
  return fromParts(parts, {
    pass: 'Every exporter spends less than a tenth of the time on its pages.',
    none: 'No exporter that is asked by the console answers.',
    fix: 'Cut the list of beans (includeObjectNames): the page “Exporters” offers a lean configuration.',
    target: { page: 'sources', q: 'kind:exporter' },
  })
}

function telling(view: PreflightView): Finding {
  if (!view.configured.metrics) return notApplicable(NOT_CONFIGURED)
  const parts = nodeParts(view, (id) => {
    const capabilities = view.facts.metrics.get(id)?.value?.capabilities.filter(({ applies }) => applies) ?? []
    if (capabilities.length === 0) return ['unknown', 'what its exporter could tell is not known']
    const given = capabilities.filter(({ provenance }) => provenance !== null).length
    const text = `its exporter tells ${given} of ${capabilities.length} metrics`
    return given < capabilities.length / 2 ? ['warn', text] : ['pass', text]
  })
  return fromParts(parts, {
    pass: 'Every exporter tells more than half of what it could.',
    none: 'No exporter answers.',
    fix: 'Use other rules: those of the JMX exporter’s Kafka example tell nearly all.',
  })
}

const base = { family: 'metrics' } as const

export const METRIC_CHECKS: readonly Check[] = [
  {
    ...base,
    id: 'exporters-answer',
    title: 'Every broker tells its metrics',
    severity: 'major',
    reason: 'Why a broker is slow stands in its metrics and nowhere else.',
    judge: answering,
  },
  {
    ...base,
    id: 'exporters-cheap',
    title: 'Exporters are not too dear',
    severity: 'minor',
    reason: 'An exporter works inside the broker: its pages cost the broker’s processor.',
    judge: cheap,
  },
  {
    ...base,
    id: 'exporters-tell',
    title: 'Exporters tell enough',
    severity: 'minor',
    reason: 'Rules that leave out most beans leave most panels empty.',
    judge: telling,
  },
]
