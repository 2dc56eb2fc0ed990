// zxids: epoch of the leader in the upper half, its transactions in the lower one.
import { listed } from '../judge/words.ts'
import { evidence, type KeeperFinding } from './finding.ts'
import type { KeeperNode } from './keeper-nodes.ts'

/** At 0xffffffff the leader steps down so that a new epoch begins (ZOOKEEPER-1277). */
const ROLLOVER = 0xffffffff
const ROLLOVER_WARNING = 0xc0000000
const ROLLOVER_CRITICAL = 0xf0000000

export function zxidFindings(nodes: readonly KeeperNode[]): readonly KeeperFinding[] {
  const told = nodes.flatMap(({ node, depth }) => {
    const zxid = depth?.zxid ?? null
    return zxid === null ? [] : [{ address: node.address, ...zxid }]
  })
  const newest = Math.max(0, ...told.map(({ epoch }) => epoch))
  const behind = told.filter(({ epoch }) => epoch < newest)
  // A member that has applied nothing yet says epoch 0.
  const stuck = behind.filter(({ epoch }) => epoch > 0)
  const counter = Math.max(0, ...told.filter(({ epoch }) => epoch === newest).map((zxid) => zxid.counter))
  return [...(stuck.length === 0 ? [] : [epochsApart(stuck, newest)]), ...rollover(counter)]
}

function epochsApart(
  stuck: readonly { readonly address: string; readonly epoch: number }[],
  newest: number,
): KeeperFinding {
  const names = listed(stuck.map(({ address }) => address))
  const sentence = `${names} still ${stuck.length === 1 ? 'holds' : 'hold'} transactions of an older leader than the rest.`
  const advice =
    'It does not follow the present leader, or nothing was written since the election. If it stays, restart that node.'
  const seen = [
    ...stuck.map(({ address, epoch }) => evidence(`epoch of ${address}`, epoch, '')),
    evidence('newest epoch', newest, ''),
  ]
  return { code: 'epochs-apart', status: 'warning', sentence, evidence: seen, advice }
}

function rollover(counter: number): readonly KeeperFinding[] {
  if (counter <= ROLLOVER_WARNING) return []
  const status = counter > ROLLOVER_CRITICAL ? 'critical' : 'warning'
  const sentence = `The transaction counter has used ${Math.floor((counter / ROLLOVER) * 100)} % of its range; at its end the ensemble elects a leader anew.`
  const advice = 'Choose the moment yourself: restart the leader at a quiet hour, and the counter begins at zero.'
  const seen = [evidence('transactions of this epoch', counter, ''), evidence('end of the range', ROLLOVER, '')]
  return [{ code: 'zxid-rollover', status, sentence, evidence: seen, advice }]
}
