import { thousands } from '../../judge/words.ts'
import { metricValue, type SeenNode } from '../../vitals/scene.ts'
import { evidence, type Look, lookAt, standsOut, type WhyScene } from '../look.ts'
import { againstWords } from '../words.ts'
import type { Cause } from './cause.ts'

/** Messages a second. */
export const MANY_CONVERSIONS = 100
const SHARE_OF_MESSAGES = 0.1

/** Clients that speak an old message format make the broker rewrite what it otherwise passes on untouched. */
export function messageConversions(scene: WhyScene, node: SeenNode): Cause | null {
  const messages = metricValue(node, 'messages_in')
  const counts = (look: Look) =>
    standsOut(look, { floor: MANY_CONVERSIONS }) &&
    (messages === null || (look.value ?? 0) >= SHARE_OF_MESSAGES * messages)
  const produce = lookAt(scene, node, { key: 'produce_conversions' })
  const fetch = lookAt(scene, node, { key: 'fetch_conversions' })
  const [way, look] = counts(produce) ? (['produce', produce] as const) : (['fetch', fetch] as const)
  if (!counts(look)) return null
  return {
    code: 'message-conversions',
    because: 'it converts messages of old clients',
    words: againstWords(
      `it converts ${thousands(Math.round(look.value ?? 0))} messages a second on ${way}`,
      look.usual === null ? null : thousands(Math.round(look.usual)),
    ),
    advice:
      'Find the clients by the versions they speak (below), and update them; a topic whose message.format.version is older than its clients has the same effect.',
    evidence: [
      evidence(`message conversions on ${way}`, look, 'messages/s'),
      { text: 'messages in', value: messages, median: null, unit: 'messages/s' },
    ],
  }
}
