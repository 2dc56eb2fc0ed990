// Brokers as the tree has them against brokers as the cluster lists them.
import type { ClusterFacts, ZooKeeperTree } from '../facts.ts'
import { counted, listed } from '../judge/words.ts'
import { evidence, type KeeperFinding } from './finding.ts'
import type { Listings } from './listings.ts'

/** Session and list change one after the other: within this time neither is behind. */
const GRACE_MS = 5_000

/** `readAt`: when the tree was read; what changed in the list after that says nothing against the tree. Epoch ms. */
export interface Compared {
  readonly listings: Listings
  readonly readAt: number
}

export function registrationFindings(
  facts: ClusterFacts,
  tree: ZooKeeperTree,
  { listings, readAt }: Compared,
): readonly KeeperFinding[] {
  const registered = new Set(tree.registrations.map(({ id }) => id))
  // While a cluster migrates, brokers that moved to KRaft register there.
  const migrating = facts.registry.value?.mode === 'migrating' || tree.migration !== null
  const blind = facts.registry.failure !== undefined || facts.registry.value === undefined
  const settled = [...listings].filter(([, { since }]) => since <= readAt - GRACE_MS)
  const unregistered = settled.filter(([id, { isListed }]) => isListed && !registered.has(id)).map(([id]) => id)
  const unlisted = [...registered].filter((id) => {
    const listing = listings.get(id)
    return listing === undefined || (!listing.isListed && listing.since <= readAt - GRACE_MS)
  })
  const isLongListed = settled.length > 0
  return [
    ...(blind || unlisted.length === 0 || !isLongListed ? [] : [registeredOnly(unlisted)]),
    ...(blind || migrating || unregistered.length === 0 ? [] : [listedOnly(unregistered)]),
    ...sharedSessions(tree),
    ...noController(tree),
  ]
}

function registeredOnly(ids: readonly number[]): KeeperFinding {
  const many = ids.length > 1
  const sentence = `${many ? 'Brokers' : 'Broker'} ${listed(ids)} ${many ? 'are' : 'is'} registered in ZooKeeper, but the cluster does not list ${many ? 'them' : 'it'}.`
  const advice = 'The controller has not taken notice: it is busy, cut off from ZooKeeper, or holds an old session.'
  return { code: 'registered-only', status: 'warning', sentence, evidence: [], advice }
}

function listedOnly(ids: readonly number[]): KeeperFinding {
  const many = ids.length > 1
  const sentence = `The cluster lists ${many ? 'brokers' : 'broker'} ${listed(ids)}, but ZooKeeper has no registration of ${many ? 'them' : 'it'}.`
  const advice =
    'The session of that broker has just expired, or its metadata is old; it registers anew or leaves the list in a moment.'
  return { code: 'listed-only', status: 'warning', sentence, evidence: [], advice }
}

/** Each broker has one session. Two ids in one are an embedded or a forged registration. */
function sharedSessions({ registrations }: ZooKeeperTree): KeeperFinding[] {
  const bySession = new Map<string, number[]>()
  for (const { id, session } of registrations) {
    // Owned by no session at all: a node that stays when its broker goes.
    if (session === '0x0') continue
    bySession.set(session, [...(bySession.get(session) ?? []), id])
  }
  const shared = [...bySession].filter(([, ids]) => ids.length > 1)
  const lasting = registrations.filter(({ session }) => session === '0x0').map(({ id }) => id)
  return [
    ...shared.map(([session, ids]): KeeperFinding => {
      const sentence = `Brokers ${listed(ids)} are registered by one session.`
      const advice = 'Each broker opens its own: see what else writes below /brokers/ids.'
      return {
        code: `session:${session}`,
        status: 'warning',
        sentence,
        evidence: [evidence(`session ${session}`)],
        advice,
      }
    }),
    ...(lasting.length === 0 ? [] : [lastingRegistration(lasting)]),
  ]
}

function lastingRegistration(ids: readonly number[]): KeeperFinding {
  const sentence = `${ids.length > 1 ? 'The registrations of brokers' : 'The registration of broker'} ${listed(ids)} ${ids.length > 1 ? 'belong' : 'belongs'} to no session.`
  const advice =
    'It was written by hand or by a restored backup, stays when the broker is gone, and keeps the real broker from registering: delete that znode while the broker is stopped.'
  return { code: 'lasting-registration', status: 'critical', sentence, evidence: [], advice }
}

function noController({ controller, registrations }: ZooKeeperTree): KeeperFinding[] {
  if (controller !== null || registrations.length === 0) return []
  const sentence = `No broker holds /controller, though ${counted(registrations.length, 'broker is', 'brokers are')} registered.`
  const advice = 'An election takes milliseconds. If it stays, the brokers cannot write to ZooKeeper: see their logs.'
  return [{ code: 'controller-free', status: 'warning', sentence, evidence: [], advice }]
}
