import { AgeStamp } from '../../ui/age-stamp.tsx'
import { StatusPill } from '../../ui/status-pill.tsx'
import { SubjectLine } from '../../ui/subject-line.tsx'
import { modeWords } from '../overview/model.ts'
import type { ClusterData } from './queries.ts'

/** Name, status, release, mode with its quorum, racks, labels; at the right how old the reading is. */
export function ClusterSubject({ cluster }: { cluster: ClusterData }) {
  const racks = new Set(cluster.brokerCells.map(({ rack }) => rack).filter((rack) => rack !== null)).size
  const brokers = cluster.brokerCells.length
  return (
    <SubjectLine
      name={cluster.name}
      right={<AgeStamp observedAt={cluster.observedAt} intervalMs={cluster.expectedIntervalMs} />}
    >
      <StatusPill status={cluster.status} />
      {cluster.release !== null && <span>Kafka {cluster.release}</span>}
      {cluster.mode !== null && <span>{quorumWords(cluster)}</span>}
      {brokers > 0 && (
        <span>
          {brokers} {brokers === 1 ? 'broker' : 'brokers'}
          {racks > 0 && ` in ${racks} ${racks === 1 ? 'rack' : 'racks'}`}
        </span>
      )}
      {Object.entries(cluster.labels).map(([label, value]) => (
        <span key={label}>
          {label} {value}
        </span>
      ))}
    </SubjectLine>
  )
}

function quorumWords(cluster: ClusterData): string {
  const { quorum } = cluster
  const members = cluster.mode === 'zookeeper' ? 'nodes' : 'voters'
  if (quorum === null || quorum.up === null) return modeWords(cluster)
  return `${modeWords(cluster)}, ${members} ${quorum.up}${quorum.expected === null ? '' : `/${quorum.expected}`}`
}
