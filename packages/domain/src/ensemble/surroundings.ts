// Who else lives in this ensemble, who could read or replace it, and whether the cluster is leaving it.
import type { EnsembleFacts, ZooKeeperTree } from '../facts.ts'
import { counted, listed } from '../judge/words.ts'
import { evidence, type KeeperFinding } from './finding.ts'

export function surroundingFindings(ensemble: EnsembleFacts): readonly KeeperFinding[] {
  const { tree, nodes } = ensemble
  const open = nodes.filter(({ adminOpen }) => adminOpen === 'open').map(({ address }) => address)
  return [...openAdminServers(open), ...(tree === null ? [] : [...neighbours(tree), ...ourSession(tree)])]
}

function openAdminServers(addresses: readonly string[]): KeeperFinding[] {
  if (addresses.length === 0) return []
  const sentence = `The AdminServer of ${listed(addresses)} lets anyone who reaches its port read or replace the whole tree.`
  const advice =
    'Its snapshot and restore commands take any made-up digest while the ACL of / grants everything to everybody. Set admin.snapshot.enabled=false and admin.restore.enabled=false, bind the AdminServer to loopback, or put an ACL on /.'
  const seen = [
    evidence('ACL of /: world:anyone may do everything'),
    evidence('nodes that offer snapshot and restore', addresses.length, ''),
  ]
  return [{ code: 'admin-server-open', status: 'warning', sentence, evidence: seen, advice }]
}

function neighbours({ tenancy }: ZooKeeperTree): KeeperFinding[] {
  if (tenancy.kind !== 'communal-mixed' && tenancy.kind !== 'communal-kafka') return []
  const many = tenancy.others.length
  const what = tenancy.kind === 'communal-kafka' ? counted(many, 'other Kafka cluster') : counted(many, 'other root')
  const sentence = `The ensemble is shared with ${what}: what they do to it, they do to this cluster.`
  const advice = 'Nothing to mend; but look at them, too, when it is slow, and touch nothing outside the chroot.'
  return [
    { code: 'communal', status: 'ok', sentence, evidence: tenancy.others.map((other) => evidence(other)), advice },
  ]
}

/** Ours is short on purpose; brokers, whose sessions last longer, need not have lost theirs. */
const LOST_SESSIONS = 3

function ourSession({ sessionsLost }: ZooKeeperTree): KeeperFinding[] {
  if (sessionsLost < LOST_SESSIONS) return []
  const sentence = `Our own session was lost ${sessionsLost} times since this console started.`
  const advice = 'Brokers whose sessions are short may lose theirs in the same moments: compare with their logs.'
  return [
    {
      code: 'sessions-lost',
      status: 'warning',
      sentence,
      evidence: [evidence('sessions lost', sessionsLost, '')],
      advice,
    },
  ]
}

/** Where a cluster stands on its way to KRaft (KIP-866); null = no sign of a migration. */
export function migrationWords(tree: ZooKeeperTree): string | null {
  const { migration, controller } = tree
  if (migration === null) return null
  // A broker that controls has −1: it took control, or the KRaft side has not done so yet.
  const kraftLeads = (controller?.kraftEpoch ?? -1) >= 0
  if (!kraftLeads) return 'prepared for a migration to KRaft, still controlled by a ZooKeeper broker'
  const copied = migration.metadataOffset >= 0
  return copied
    ? `controlled by KRaft controller ${migration.controllerId}, which writes every change here, too; going back is possible until it stops`
    : `controlled by KRaft controller ${migration.controllerId}, which has not copied the metadata yet`
}
