import { activeController, metricValue } from '../../vitals/scene.ts'
import type { WhyScene } from '../look.ts'
import type { WhyFinding } from '../why.ts'
import { msWords } from '../words.ts'

/** Elections and changes of topics wait behind each other from here on. */
export const LONG_QUEUE_MS = 1000

/** Events wait for the active controller: leaders are elected late, topics created late. */
export function controllerQueue(scene: WhyScene): WhyFinding | null {
  const node = activeController(scene)
  if (node === null || metricValue(node, 'controller_queue_ms/rate') === 0) return null
  const queue = metricValue(node, 'controller_queue_ms/p99')
  if (queue === null || queue < LONG_QUEUE_MS) return null
  const processing = metricValue(node, 'controller_processing_ms/p99')
  const work = processing === null ? '' : ` One event takes it ${msWords(processing)} at p99.`
  return {
    code: 'controller-queue',
    broker: node.id,
    brokers: [node.id],
    culprit: null,
    sentence: `Events wait for controller ${node.id}: ${msWords(queue)} at p99, and leaders are elected and topics changed that much later.${work}`,
    advice:
      'Look at the disk and the collections of the controller, and what changes so often: topics, configurations, ISRs that come and go.',
    evidence: [
      { text: 'controller event queue time, p99', value: queue, median: null, unit: 'ms' },
      { text: 'controller event processing time, p99', value: processing, median: null, unit: 'ms' },
    ],
  }
}
