import { labelOf, metricValue, type SeenNode } from '../../vitals/scene.ts'
import { evidence, lookAt, standsOut, type WhyScene } from '../look.ts'
import { againstWords, percentWords, rateWords } from '../words.ts'
import type { Cause } from './cause.ts'

/** TCP segments sent again, a second. */
export const MANY_RETRANSMITS = 10
/** Of a device's capacity. */
export const FULL_NETWORK = 0.85

/** Its host sends segments again and again: the network loses them. */
export function networkLoss(scene: WhyScene, node: SeenNode): Cause | null {
  const look = lookAt(scene, node, { key: 'node_tcp_retransmits' })
  if (!standsOut(look, { floor: MANY_RETRANSMITS, ratio: 5 })) return null
  const errors = lookAt(scene, node, { key: 'node_net_errors', over: 'sum' })
  return {
    code: 'network-loss',
    because: 'its network loses packets',
    words: againstWords(
      `its host sends ${Math.round(look.value ?? 0)} TCP segments a second again`,
      look.usual === null ? null : `${Number(look.usual.toPrecision(2))}`,
    ),
    advice:
      'Look at the network card, its cable and its switch port: errors, duplex, MTU; and at firewalls and links between data centres.',
    evidence: [
      evidence('TCP segments sent again', look, '1/s'),
      ...(errors.value === null ? [] : [evidence('network errors and drops', errors, '1/s')]),
    ],
  }
}

/** A network device carries about as much as it can. */
export function networkFull(_scene: WhyScene, node: SeenNode): Cause | null {
  const [worst] = devicesOf(node).sort((a, b) => b.share - a.share)
  if (worst === undefined || worst.share < FULL_NETWORK) return null
  return {
    code: 'network-full',
    because: 'its network card is full',
    words: `${worst.device} carries ${rateWords(worst.bytes)}, ${percentWords(worst.share)} of what it can`,
    advice:
      'Move leaders with many readers to other brokers, let consumers read from the replica near them (KIP-392), or give it a faster network.',
    evidence: [{ text: `${worst.device}, share of its capacity`, value: worst.share, median: null, unit: 'ratio' }],
  }
}

/** Each direction has the whole capacity. */
function devicesOf(node: SeenNode): { device: string; bytes: number; share: number }[] {
  const keys = [...(node.host?.values.keys() ?? [])].filter((key) => key.startsWith('node_net_speed/'))
  return keys.flatMap((key) => {
    const device = labelOf(key)
    const speed = metricValue(node, key) ?? 0
    const bytes = Math.max(
      metricValue(node, `node_net_tx/${device}`) ?? 0,
      metricValue(node, `node_net_rx/${device}`) ?? 0,
    )
    return speed <= 0 ? [] : [{ device, bytes, share: bytes / speed }]
  })
}
