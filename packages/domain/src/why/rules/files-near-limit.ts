import { thousands } from '../../judge/words.ts'
import { metricValue, type SeenNode } from '../../vitals/scene.ts'
import type { WhyFinding } from '../why.ts'
import { percentWords } from '../words.ts'

export const NEAR_LIMIT = 0.85

/** Without a free file descriptor a broker opens no segment and no connection, and ends. */
export function filesNearLimit(node: SeenNode): WhyFinding | null {
  const [open, limit] = [metricValue(node, 'open_fds'), metricValue(node, 'max_fds')]
  if (open === null || limit === null || limit <= 0 || open / limit < NEAR_LIMIT) return null
  const { id } = node
  return {
    code: 'files-near-limit',
    broker: id,
    brokers: [id],
    culprit: null,
    sentence: `Broker ${id} has ${thousands(open)} of ${thousands(limit)} files open, ${percentWords(open / limit)}: at the limit it stops.`,
    advice:
      'Raise the limit of open files (LimitNOFILE, ulimit -n) to 100,000 or more, and look for connections that are never closed.',
    evidence: [{ text: 'open files, of the limit', value: open / limit, median: null, unit: 'ratio' }],
  }
}
