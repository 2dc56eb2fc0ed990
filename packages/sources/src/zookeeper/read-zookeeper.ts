import type { Failure, Gap, ZooKeeperFacts, ZooKeeperNode } from '@perigee/domain'
import { peerFailure } from '../kafka/link/network-failure.ts'
import type { Outcome } from '../outcome.ts'
import { type Deadlines, fourLetterWord } from './four-letter-word.ts'
import { parseSrvr } from './srvr.ts'

// Asks every node of an ensemble for `srvr` at the same time: the one four-letter word that is allowed by default since
// ZooKeeper 3.5.3. A node that does not answer is a value with its failure; whole failure only without any address.

const UNKNOWN = { role: null, version: null, latencyMs: null, connections: null, outstanding: null, znodes: null }

/** Role, version and load of each node of `addresses` (`host:port` of the client port). */
export async function readZooKeeper(
  addresses: readonly string[],
  deadlines: Deadlines,
  signal: AbortSignal,
): Promise<Outcome<ZooKeeperFacts>> {
  if (addresses.length === 0) {
    const message = 'no ZooKeeper address is known: neither configured nor told by a broker'
    return { ok: false, failure: { code: 'blocked', message, peer: 'zookeeper', retryable: true } }
  }
  const nodes = await Promise.all(addresses.map((address) => readNode(address, deadlines, signal)))
  return { ok: true, value: { nodes }, gaps: nodes.flatMap(gapOf) }
}

async function readNode(address: string, deadlines: Deadlines, signal: AbortSignal): Promise<ZooKeeperNode> {
  const peer = `zk ${address}`
  const answer = await fourLetterWord('srvr', address, { ...deadlines, signal })
  if (!answer.ok) return { address, answered: false, failure: answer.failure, ...UNKNOWN }
  const srvr = parseSrvr(answer.value)
  switch (srvr.kind) {
    case 'serving':
      return { address, answered: true, failure: null, ...srvr.facts }
    case 'not-serving':
      return { address, answered: true, failure: null, ...UNKNOWN }
    case 'not-allowed':
      return { address, answered: true, failure: notAllowed(peer), ...UNKNOWN }
    case 'garbage':
      return {
        address,
        answered: false,
        failure: peerFailure('garbage', 'the answer is not that of srvr', peer),
        ...UNKNOWN,
      }
  }
}

function notAllowed(peer: string): Failure {
  return peerFailure('forbidden', 'the node answers, but srvr is not in its whitelist', peer)
}

function gapOf({ failure }: ZooKeeperNode): Gap[] {
  if (failure?.code !== 'forbidden') return []
  return [{ fact: 'zookeeper-node', failure, needs: 'srvr in 4lw.commands.whitelist' }]
}
