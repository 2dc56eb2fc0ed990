import type { SeenNode } from '../../vitals/scene.ts'
import { evidence, fallsShort, lookAt, type WhyScene } from '../look.ts'
import { againstWords, percentWords } from '../words.ts'
import type { Cause } from './cause.ts'

/** Idle share at which requests begin to wait for each other. */
export const HARDLY_IDLE = 0.3

/** Its request handlers are all at work, and what keeps them is none of the other causes. */
export function handlersExhausted(scene: WhyScene, node: SeenNode): Cause | null {
  const look = lookAt(scene, node, { key: 'handler_idle', better: 'high' })
  if (!fallsShort(look, HARDLY_IDLE)) return null
  const queue = lookAt(scene, node, { key: 'request_queue_size' })
  return {
    code: 'handlers-exhausted',
    because: 'its request handlers have no time left',
    words: againstWords(
      `they are idle ${percentWords(look.value ?? 0)} of the time`,
      look.usual === null ? null : percentWords(look.usual),
    ),
    advice:
      'Requests come faster than num.io.threads can serve them: look which clients ask most, spread leaders, or give it more handlers where processors are free.',
    evidence: [
      evidence('request handlers, idle', look, 'ratio'),
      ...(queue.value === null ? [] : [evidence('request queue', queue, 'requests')]),
    ],
  }
}

/** Its network processors are all at work. */
export function networkThreadsExhausted(scene: WhyScene, node: SeenNode): Cause | null {
  const look = lookAt(scene, node, { key: 'network_idle', better: 'high' })
  if (!fallsShort(look, HARDLY_IDLE)) return null
  return {
    code: 'network-threads-exhausted',
    because: 'its network threads have no time left',
    words: againstWords(
      `they are idle ${percentWords(look.value ?? 0)} of the time`,
      look.usual === null ? null : percentWords(look.usual),
    ),
    advice: 'Raise num.network.threads, or look what keeps them: TLS, very many connections, clients that read slowly.',
    evidence: [evidence('network processors, idle', look, 'ratio')],
  }
}
