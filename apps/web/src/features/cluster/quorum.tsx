import type { ReactNode } from 'react'
import { durationWords } from '../../time/words.ts'
import { AgeStamp } from '../../ui/age-stamp.tsx'
import { Unknown } from '../../ui/quantity.tsx'
import { countWords } from '../../ui/quantity-words.ts'
import { SectionHead } from '../../ui/section-head.tsx'
import { StatusPill } from '../../ui/status-pill.tsx'
import type { ClusterData } from './queries.ts'

/** Who keeps the cluster's state: KRaft voters and observers, or ZooKeeper nodes, with an age of their own. */
export function Quorum({ cluster }: { cluster: ClusterData }) {
  const { mode, quorumObservedAt, expectedIntervalMs } = cluster
  const age = <AgeStamp observedAt={quorumObservedAt} intervalMs={expectedIntervalMs} />
  if (mode === null) return null
  return (
    <>
      {cluster.quorumMembers.length > 0 && <Voters cluster={cluster} age={age} />}
      {(mode === 'zookeeper' || cluster.zookeeperNodes.length > 0) && <ZooKeeper cluster={cluster} age={age} />}
    </>
  )
}

function Voters({ cluster: { quorumMembers }, age }: { cluster: ClusterData; age: ReactNode }) {
  return (
    <>
      <SectionHead title="KRaft quorum" id="quorum" note="lag is counted in offsets of the metadata log" right={age} />
      <div className="scroll">
        <table className="t">
          <thead>
            <tr>
              <th scope="col">Status</th>
              <th scope="col">Node</th>
              <th scope="col">Role</th>
              <th scope="col" className="n">
                Lag, offsets
              </th>
              <th scope="col" className="n p2">
                Last fetch
              </th>
              <th scope="col" className="n p2">
                Caught up
              </th>
            </tr>
          </thead>
          <tbody>
            {quorumMembers.map(({ id, role, status, word, lagOffsets, lastFetchAgeMs, lastCaughtUpAgeMs }) => (
              <tr key={`${role} ${id}`}>
                <td>
                  <StatusPill status={status} word={word} />
                </td>
                <th scope="row">
                  <b>{id}</b>
                </th>
                <td>{role}</td>
                <td className={lagOffsets === 0 ? 'n z' : 'n'}>
                  {lagOffsets === null ? <Unknown as="dash" /> : countWords(lagOffsets)}
                </td>
                <td className="n p2">
                  {role === 'leader' ? <span className="q">is the leader</span> : agoWords(lastFetchAgeMs)}
                </td>
                <td className="n p2">
                  {role === 'leader' ? <span className="q">is the leader</span> : agoWords(lastCaughtUpAgeMs)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

const agoWords = (ms: number | null) => (ms === null ? <Unknown as="dash" /> : `${durationWords(ms)} ago`)

function ZooKeeper({ cluster, age }: { cluster: ClusterData; age: ReactNode }) {
  const { zookeeperNodes, zookeeperConnect } = cluster
  return (
    <>
      <SectionHead title="ZooKeeper" id="quorum" note={zookeeperConnect ?? 'connect string not known'} right={age} />
      {zookeeperNodes.length === 0 && <p className="note">Nothing is known of its nodes.</p>}
      {zookeeperNodes.length > 0 && (
        <div className="scroll">
          <table className="t">
            <thead>
              <tr>
                <th scope="col">Status</th>
                <th scope="col">Node</th>
                <th scope="col">Role</th>
                <th scope="col" className="p2">
                  Version
                </th>
                <th scope="col" className="n p2">
                  Latency
                </th>
                <th scope="col" className="n p2">
                  Connections
                </th>
                <th scope="col" className="n p2">
                  Outstanding
                </th>
                <th scope="col" className="n p2">
                  Znodes
                </th>
              </tr>
            </thead>
            <tbody>
              {zookeeperNodes.map((node) => (
                <ZooKeeperRow key={node.address} node={node} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}

function ZooKeeperRow({ node }: { node: ClusterData['zookeeperNodes'][number] }) {
  const number = (value: number | null) => (value === null ? <Unknown as="dash" /> : countWords(value))
  return (
    <tr>
      <td>
        <StatusPill status={node.status} word={node.word} />
      </td>
      <th scope="row">
        <b>{node.address}</b>
      </th>
      <td>{node.role ?? <Unknown as="dash" />}</td>
      <td className="p2">{node.version ?? <Unknown as="dash" />}</td>
      <td className="n p2">{node.latencyMs === null ? <Unknown as="dash" /> : durationWords(node.latencyMs)}</td>
      <td className="n p2">{number(node.connections)}</td>
      <td className="n p2">{number(node.outstanding)}</td>
      <td className="n p2">{number(node.znodes)}</td>
    </tr>
  )
}
