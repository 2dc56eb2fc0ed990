import type { FreshnessState, Status } from '@perigee/contract'
import type { ReactNode } from 'react'
import { hrefOf } from '../../app/view.ts'
import { durationWords } from '../../time/words.ts'
import { AgeStamp, useFreshness } from '../../ui/age-stamp.tsx'
import { LostValue } from '../../ui/lost-value.tsx'
import { Unknown } from '../../ui/quantity.tsx'
import { countWords } from '../../ui/quantity-words.ts'
import { SectionHead } from '../../ui/section-head.tsx'
import { StatusPill } from '../../ui/status-pill.tsx'
import type { ClusterData } from './queries.ts'

/** Who keeps the cluster's state: KRaft voters and observers, or ZooKeeper nodes, with an age of their own. */
export function Quorum({ cluster }: { cluster: ClusterData }) {
  const { mode, quorumObservedAt, quorumIntervalMs } = cluster
  const freshness = useFreshness(quorumObservedAt, quorumIntervalMs)
  const age = (
    <>
      <AgeStamp observedAt={quorumObservedAt} intervalMs={quorumIntervalMs} />{' '}
      <a className="go" href={hrefOf({ kind: 'quorum', cluster: cluster.name })}>
        In depth
      </a>
    </>
  )
  if (mode === null) return null
  return (
    <>
      {cluster.quorumMembers.length > 0 && <Voters cluster={cluster} age={age} freshness={freshness} />}
      {(mode === 'zookeeper' || cluster.zookeeperNodes.length > 0) && (
        <ZooKeeper cluster={cluster} age={age} freshness={freshness} />
      )}
    </>
  )
}

type QuorumMember = ClusterData['quorumMembers'][number]
type ZooKeeperNode = ClusterData['zookeeperNodes'][number]

interface QuorumPart {
  readonly cluster: ClusterData
  readonly age: ReactNode
  readonly freshness: FreshnessState
}

/** What was true at the last answer is not known to be true now. */
function statusNow(status: Status, freshness: FreshnessState): Status {
  return freshness === 'lost' ? 'unknown' : status
}

function Voters({ cluster: { quorumMembers }, age, freshness }: QuorumPart) {
  return (
    <>
      <SectionHead title="KRaft quorum" id="quorum" note="lag is counted in offsets of the metadata log" right={age} />
      <div className="scroll">
        <table className="t">
          <Heads
            heads={[
              ['Status'],
              ['Node'],
              ['Role'],
              ['Lag, offsets', 'n'],
              ['Last fetch', 'n p2'],
              ['Caught up', 'n p2'],
            ]}
          />
          <tbody>
            {quorumMembers.map((member) => (
              <VoterRow key={`${member.role} ${member.id}`} member={member} freshness={freshness} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

function VoterRow({ member, freshness }: { member: QuorumMember; freshness: FreshnessState }) {
  const { id, role, status, word, lagOffsets, lastFetchAgeMs, lastCaughtUpAgeMs } = member
  const since = (ms: number | null) =>
    role === 'leader' ? <span className="q">is the leader</span> : agoWords(ms, freshness)
  return (
    <tr>
      <td>
        <StatusPill status={statusNow(status, freshness)} word={word} />
      </td>
      <th scope="row">
        <b>{id}</b>
      </th>
      <td>{role}</td>
      <td className={lagOffsets === 0 ? 'n z' : 'n'}>
        {lagOffsets === null ? (
          <Unknown as="dash" />
        ) : (
          <LostValue freshness={freshness}>{countWords(lagOffsets)}</LostValue>
        )}
      </td>
      <td className="n p2">{since(lastFetchAgeMs)}</td>
      <td className="n p2">{since(lastCaughtUpAgeMs)}</td>
    </tr>
  )
}

/** The ages are as of the reading: once that is lost they are not “ago”. */
function agoWords(ms: number | null, freshness: FreshnessState): ReactNode {
  if (ms === null) return <Unknown as="dash" />
  if (freshness === 'lost') return <LostValue freshness={freshness}>{durationWords(ms)} before</LostValue>
  return `${durationWords(ms)} ago`
}

function ZooKeeper({ cluster, age, freshness }: QuorumPart) {
  const { zookeeperNodes, zookeeperConnect } = cluster
  return (
    <>
      <SectionHead title="ZooKeeper" id="quorum" note={zookeeperConnect ?? 'connect string not known'} right={age} />
      {zookeeperNodes.length === 0 && <p className="note">Nothing is known of its nodes.</p>}
      {zookeeperNodes.length > 0 && (
        <div className="scroll">
          <table className="t">
            <Heads
              heads={[
                ['Status'],
                ['Node'],
                ['Role'],
                ['Version', 'p2'],
                ['Latency', 'n p2'],
                ['Connections', 'n p2'],
                ['Outstanding', 'n p2'],
                ['Znodes', 'n p2'],
              ]}
            />
            <tbody>
              {zookeeperNodes.map((node) => (
                <ZooKeeperRow key={node.address} node={node} freshness={freshness} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}

function ZooKeeperRow({ node, freshness }: { node: ZooKeeperNode; freshness: FreshnessState }) {
  const lost = (value: ReactNode) => <LostValue freshness={freshness}>{value}</LostValue>
  const number = (value: number | null) => (value === null ? <Unknown as="dash" /> : lost(countWords(value)))
  return (
    <tr>
      <td>
        <StatusPill status={statusNow(node.status, freshness)} word={node.word} />
      </td>
      <th scope="row">
        <b>{node.address}</b>
      </th>
      <td>{node.role ?? <Unknown as="dash" />}</td>
      <td className="p2">{node.version ?? <Unknown as="dash" />}</td>
      <td className="n p2">{node.latencyMs === null ? <Unknown as="dash" /> : lost(durationWords(node.latencyMs))}</td>
      <td className="n p2">{number(node.connections)}</td>
      <td className="n p2">{number(node.outstanding)}</td>
      <td className="n p2">{number(node.znodes)}</td>
    </tr>
  )
}

function Heads({ heads }: { heads: readonly (readonly [text: string, className?: string])[] }) {
  return (
    <thead>
      <tr>
        {heads.map(([text, className]) => (
          <th key={text} scope="col" className={className}>
            {text}
          </th>
        ))}
      </tr>
    </thead>
  )
}
