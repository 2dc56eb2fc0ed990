import { metricValue, type SeenNode } from '../../vitals/scene.ts'
import { evidence, lookAt, type WhyScene } from '../look.ts'
import { againstWords, percentWords } from '../words.ts'
import type { Cause } from './cause.ts'

/** Of all cores of the host. */
export const BUSY_CPU = 0.9
const MARGIN = 0.2

/** The host's processors are busy, and less than half of it is the broker's own work: somebody else has them. */
export function cpuTaken(scene: WhyScene, node: SeenNode): Cause | null {
  const cpu = processorsOf(scene, node)
  if (cpu === null || cpu.own === null || cpu.own >= cpu.busy / 2) return null
  return {
    code: 'cpu-taken',
    because: 'of another process on its host',
    words: `${cpu.words}, and only ${percentWords(cpu.own)} of them by the broker itself`,
    advice: 'Look on the host who uses the processors (top, ps): a backup, an agent, another tenant of the machine.',
    evidence: [cpu.evidence, { text: "the broker's own share", value: cpu.own, median: null, unit: 'ratio' }],
  }
}

/** The processors are busy with the broker's own work, or whose work it is cannot be told. */
export function cpuExhausted(scene: WhyScene, node: SeenNode): Cause | null {
  const cpu = processorsOf(scene, node)
  if (cpu === null || (cpu.own !== null && cpu.own < cpu.busy / 2)) return null
  const whose = cpu.own === null ? '; whether the broker uses them is not told' : ''
  return {
    code: 'cpu-exhausted',
    because: 'its processors are busy',
    words: `${cpu.words}${whose}`,
    advice: 'Spread leaders to other brokers, or give the host more cores. Compression, TLS and old clients cost most.',
    evidence: [cpu.evidence],
  }
}

interface Processors {
  readonly busy: number
  /** The broker's own share of all cores, 0–1; null = not told. */
  readonly own: number | null
  readonly words: string
  readonly evidence: ReturnType<typeof evidence>
}

/** Null: not busy, no busier than its peers, or not told. */
function processorsOf(scene: WhyScene, node: SeenNode): Processors | null {
  const look = lookAt(scene, node, { key: 'node_cpu_busy' })
  const { value: busy, usual } = look
  if (busy === null || usual === null || busy < BUSY_CPU || usual > busy - MARGIN) return null
  const cores = metricValue(node, 'node_cpus') ?? metricValue(node, 'cpus')
  const used = metricValue(node, 'cpu_cores')
  return {
    busy,
    own: used === null || cores === null || cores <= 0 ? null : used / cores,
    words: againstWords(`${percentWords(busy)} of its host's processors are in use`, percentWords(usual)),
    evidence: evidence("the host's processors, busy", look, 'ratio'),
  }
}
