import { metricValue, type SeenNode } from '../../vitals/scene.ts'
import { evidence, type Look, lookAt, type WhyScene } from '../look.ts'
import { percentWords, rateWords, timesWords } from '../words.ts'
import type { Cause } from './cause.ts'

/** Against a healthy peer. */
export const HOT_RATIO = 2
const MUCH_BYTES = 1e6
const MANY_REQUESTS = 100

/** It has much more to do than its peers: leaders, a hot partition, a busy topic. */
export function hotBroker(scene: WhyScene, node: SeenNode): Cause | null {
  const bytes = hottest(scene, node, { keys: ['bytes_in', 'bytes_out'], floor: MUCH_BYTES })
  const requests = hottest(scene, node, { keys: ['requests/Produce', 'requests/FetchConsumer'], floor: MANY_REQUESTS })
  const found = bytes ?? requests
  if (found === null) return null
  const { key, look } = found
  const value = look.value ?? 0
  const amount = key.startsWith('bytes') ? rateWords(value) : `${Math.round(value)} requests a second`
  const topic = topTopic(node)
  return {
    code: 'hot-broker',
    because: 'it has much more to do than its peers',
    words: `it ${WORDS[key] ?? 'handles'} ${amount}, ${timesWords(value, look.usual ?? 0)} as much as its peers${topic === null ? '' : `; topic ${topic.name} makes ${percentWords(topic.share)} of what comes in`}`,
    advice:
      'Move leaders of busy partitions to other brokers, or give a hot topic more partitions and keys that spread.',
    evidence: [evidence(TITLES[key] ?? key, look, key.startsWith('bytes') ? 'B/s' : 'requests/s')],
  }
}

const WORDS: Readonly<Record<string, string>> = {
  bytes_in: 'takes in',
  bytes_out: 'sends',
  'requests/Produce': 'handles',
  'requests/FetchConsumer': 'handles',
}
const TITLES: Readonly<Record<string, string>> = {
  bytes_in: 'bytes in',
  bytes_out: 'bytes out',
  'requests/Produce': 'produce requests',
  'requests/FetchConsumer': "consumers' fetches",
}

function hottest(
  scene: WhyScene,
  node: SeenNode,
  { keys, floor }: { readonly keys: readonly string[]; readonly floor: number },
): { key: string; look: Look } | null {
  for (const key of keys) {
    const look = lookAt(scene, node, { key })
    const { value, usual } = look
    if (value !== null && usual !== null && value >= floor && value >= HOT_RATIO * usual) return { key, look }
  }
  return null
}

/** The topic that makes at least a third of what comes in. */
function topTopic(node: SeenNode): { name: string; share: number } | null {
  const all = metricValue(node, 'bytes_in')
  const flows = node.process?.topics
  if (all === null || all <= 0 || flows === undefined) return null
  let top = { name: '', bytes: 0 }
  flows.topics.forEach((name, at) => {
    const bytes = flows.bytesIn[at] ?? 0
    if (bytes > top.bytes) top = { name, bytes }
  })
  return top.bytes >= all / 3 ? { name: top.name, share: Math.min(1, top.bytes / all) } : null
}
