// Is the ensemble whole, with one leader whom all follow? (ZooKeeper administrator's guide; zookeeperMonitor.)
import type { ClusterFacts } from '../facts.ts'
import { counted, listed } from '../judge/words.ts'
import { serves } from '../quorum-state.ts'
import { evidence, type KeeperFinding } from './finding.ts'
import { type KeeperNode, measure } from './keeper-nodes.ts'

export interface Strength {
  readonly serving: number
  readonly voting: number
  readonly majority: number
  /** How many more nodes may fail; 0 when the next failure stops it or it has stopped. */
  readonly losable: number
}

/** Observers do not vote. */
export function strengthOf(facts: ClusterFacts, nodes: readonly KeeperNode[]): Strength | null {
  const members = nodes.filter(({ node }) => node.role !== 'observer')
  if (members.length === 0) return null
  const voting = Math.max(facts.expected.zookeeperNodes ?? 0, members.length)
  const serving = members.filter(({ node }) => serves(node)).length
  const majority = Math.floor(voting / 2) + 1
  return { serving, voting, majority, losable: Math.max(0, serving - majority) }
}

export function membershipFindings(nodes: readonly KeeperNode[], strength: Strength | null): readonly KeeperFinding[] {
  if (strength === null) return []
  return [
    ...membersDown(nodes, strength),
    ...leaders(nodes, strength),
    ...followersBehind(nodes),
    ...sizes(strength),
    ...versions(nodes),
    ...readOnly(nodes),
  ]
}

function membersDown(nodes: readonly KeeperNode[], { serving, voting, majority }: Strength): KeeperFinding[] {
  const down = nodes.filter(({ node }) => node.role !== 'observer' && !serves(node))
  if (down.length === 0) return []
  const names = listed(down.map(({ node }) => node.address))
  const why = down.map(({ node }) =>
    evidence(`${node.address}: ${node.failure?.message ?? 'answers, but is not part of a quorum'}`),
  )
  const heads = [evidence('nodes that serve', serving, `of ${voting}`), evidence('a majority is', majority, '')]
  // Where nobody answers at all, it may be us who are cut off.
  const unseen = serving === 0 && down.every(({ node }) => !node.answered && node.failure?.code !== 'refused')
  if (unseen) {
    const sentence = 'No node answers us; brokers may still reach them.'
    const advice = 'Check the way from this console to the client ports.'
    return [{ code: 'ensemble-unseen', status: 'unknown', sentence, evidence: [...heads, ...why], advice }]
  }
  if (serving < majority) {
    const sentence = `The quorum is lost: ${serving} of ${voting} nodes serve and it takes ${majority}.`
    const advice = `Bring ${names} back. Until then no leader is elected, no topic or setting changes, and brokers whose sessions run out cannot register again.`
    return [{ code: 'quorum-lost', status: 'critical', sentence, evidence: [...heads, ...why], advice }]
  }
  const left = serving - majority
  const sentence = `${names} ${down.length === 1 ? 'does' : 'do'} not serve; ${left === 0 ? 'one more loss stops the ensemble' : `${counted(left, 'more node')} may fail`}.`
  const advice = 'Look at its process and its disk; it takes its place again by itself once it runs.'
  return [{ code: 'members-down', status: 'warning', sentence, evidence: [...heads, ...why], advice }]
}

function leaders(nodes: readonly KeeperNode[], { serving, majority }: Strength): KeeperFinding[] {
  const leading = nodes.filter(({ node }) => node.role === 'leader')
  const alone = nodes.some(({ node }) => node.role === 'standalone')
  const told = nodes.filter(({ node }) => node.role !== null)
  if (leading.length > 1) {
    const epochs = leading.map(({ node, depth }) =>
      evidence(`epoch of ${node.address}`, depth?.zxid?.epoch ?? null, ''),
    )
    const sentence = `${listed(leading.map(({ node }) => node.address))} both say that they lead.`
    const advice =
      'An election in between explains it for a moment. If it stays, the one with the lower epoch is cut off from the others: check the network between them.'
    return [{ code: 'two-leaders', status: 'critical', sentence, evidence: epochs, advice }]
  }
  if (leading.length === 1 || alone || serving < majority || told.length < serving) return []
  const sentence = 'No node says that it leads, though a majority serves.'
  const advice = 'An election is under way, or the leader is a node that is not among the configured addresses.'
  return [{ code: 'no-leader', status: 'critical', sentence, evidence: [], advice }]
}

function followersBehind(nodes: readonly KeeperNode[]): KeeperFinding[] {
  const leader = nodes.find(({ node }) => node.role === 'leader')
  if (leader === undefined) return []
  const synced = measure(leader, 'synced_followers')
  // Those that served when the leader counted: the list of those that serve may be newer.
  const expected = nodes.filter(({ node, depth }) => node.role !== 'observer' && depth?.zxid != null).length - 1
  if (synced === null || synced >= expected) return []
  const sentence = `The leader counts ${synced} of ${expected} followers in sync.`
  const advice =
    'A follower that stays behind reads its snapshot over and over or cannot write fast enough: see its log and its disk.'
  const seen = [evidence('synced_followers', synced, ''), evidence('followers that serve', expected, '')]
  return [{ code: 'followers-behind', status: 'warning', sentence, evidence: seen, advice }]
}

function sizes({ voting, serving, majority }: Strength): KeeperFinding[] {
  const seen = [evidence('voting nodes', voting, ''), evidence('a majority is', majority, '')]
  if (voting === 1) {
    const sentence = 'One node keeps the whole state: when it is down, so is every change to the cluster.'
    const advice = 'Run three.'
    return [{ code: 'lone-node', status: serving === 1 ? 'warning' : 'critical', sentence, evidence: seen, advice }]
  }
  if (voting % 2 === 1) return []
  const sentence = `${voting} nodes survive no more failures than ${voting - 1} would.`
  const advice = `Add one or take one away: an even number only makes the majority larger.`
  return [{ code: 'even-count', status: 'warning', sentence, evidence: seen, advice }]
}

function versions(nodes: readonly KeeperNode[]): KeeperFinding[] {
  const known = nodes.flatMap(({ node }) => (node.version === null ? [] : [node.version]))
  const different = [...new Set(known)].sort()
  if (different.length < 2) return []
  const seen = nodes.map(({ node }) => evidence(`${node.address} runs ${node.version ?? 'a version not told'}`))
  const sentence = `The nodes run ${listed(different)}.`
  const advice = 'Fine during an upgrade, one node after the other; else bring them to one version.'
  return [{ code: 'versions-mixed', status: 'warning', sentence, evidence: seen, advice }]
}

function readOnly(nodes: readonly KeeperNode[]): KeeperFinding[] {
  // A role that is none of the four, from a node that serves, is `read-only` (ReadOnlyZooKeeperServer).
  const some = nodes.filter((each) => measure(each, 'read_only') === 1)
  if (some.length === 0) return []
  const sentence = `${listed(some.map(({ node }) => node.address))} serves reads only: it is cut off from the quorum.`
  const advice = 'What it tells may be old. Check the network between it and the others.'
  return [{ code: 'read-only', status: 'critical', sentence, evidence: [], advice }]
}
