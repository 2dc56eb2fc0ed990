import type { EnsembleMember } from '../member.ts'
import { DATA_DIR } from './environment.ts'

/** `ZooKeeperServerConf` and, in an ensemble, the members. Its last line has no end, as ZooKeeper leaves it. */
export function conf(member: EnsembleMember): string {
  const { limits, state, view, memberId } = member
  const membership = view.membership()
  const single = [
    `clientPort=${member.port}`,
    'secureClientPort=-1',
    `dataDir=${DATA_DIR}`,
    `dataDirSize=${state.tree.sizeBytes}`,
    `dataLogDir=${DATA_DIR}`,
    `dataLogSize=${state.proposals.totalBytes}`,
    `tickTime=${view.tickTimeMs}`,
    `maxClientCnxns=${limits.maxConnectionsPerAddress}`,
    `minSessionTimeout=${limits.minSessionTimeoutMs}`,
    `maxSessionTimeout=${limits.maxSessionTimeoutMs}`,
    'clientPortListenBacklog=-1',
    `serverId=${membership.length === 0 ? 0 : memberId}`,
  ]
  if (membership.length === 0) return single.map((line) => `${line}\n`).join('')
  const quorum = [
    `initLimit=${view.initLimitTicks}`,
    `syncLimit=${view.syncLimitTicks}`,
    'electionAlg=3',
    'electionPort=3888',
    'quorumPort=2888',
    'peerType=0',
    'membership: ',
  ]
  return [...single, ...quorum, ...membership, 'version=0'].join('\n')
}
