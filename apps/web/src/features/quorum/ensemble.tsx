import type { EnsembleWire } from '@perigee/contract'
import { AgeStamp, useFreshness } from '../../ui/age-stamp.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Quantity } from '../../ui/quantity.tsx'
import { SectionHead } from '../../ui/section-head.tsx'
import { DataTable } from '../../ui/table/data-table.tsx'
import { InstantText } from './instant-text.tsx'
import { nodeColumns } from './node-columns.tsx'
import { Registrations } from './registrations.tsx'
import { asSentence, losableWords, milliseconds } from './words.ts'

/** ZooKeeper: its nodes, who is registered in it, and what else is known of it. */
export function Ensemble({ cluster, ensemble }: { readonly cluster: string; readonly ensemble: EnsembleWire }) {
  const { nodes, nodesAge, depthAge, connect } = ensemble
  const freshness = {
    nodes: useFreshness(nodesAge.observedAt, nodesAge.intervalMs),
    depth: useFreshness(depthAge.observedAt, depthAge.intervalMs),
  }
  return (
    <>
      <SectionHead
        title="ZooKeeper nodes"
        note={connect ?? 'connect string not known'}
        right={<AgeStamp observedAt={nodesAge.observedAt} intervalMs={nodesAge.intervalMs} />}
      />
      {nodes.length === 0 ? (
        <p className="note">Nothing is known of its nodes.</p>
      ) : (
        <DataTable
          label={`ZooKeeper nodes of ${cluster}`}
          columns={nodeColumns(freshness)}
          rows={nodes}
          idOf={({ address }) => address}
        />
      )}
      <Tree cluster={cluster} ensemble={ensemble} />
    </>
  )
}

/** What was read through a session of ours. */
function Tree({ cluster, ensemble }: { readonly cluster: string; readonly ensemble: EnsembleWire }) {
  const { tree, treeFailure, depthAge } = ensemble
  const freshness = useFreshness(depthAge.observedAt, depthAge.intervalMs)
  const age = <AgeStamp observedAt={depthAge.observedAt} intervalMs={depthAge.intervalMs} />
  if (tree === null)
    return (
      <>
        <SectionHead title="What stands in the tree" right={age} />
        <Empty
          status="unknown"
          title={treeFailure === null ? 'The tree has not been read yet' : 'The tree cannot be read'}
        >
          {treeFailure !== null && <p>{asSentence(treeFailure)}</p>}
          <p>
            Brokers’ registrations, the controller and a migration’s state are read through a session with ZooKeeper.
          </p>
        </Empty>
      </>
    )
  return (
    <div className="side">
      <div>
        <SectionHead title="Registered brokers" note="below /brokers/ids" right={age} />
        {treeFailure !== null && <p className="note">The last attempt failed: {treeFailure}.</p>}
        <Registrations cluster={cluster} rows={tree.registrations} freshness={freshness} />
      </div>
      <aside>
        <SectionHead title="The tree" />
        <Facts freshness={freshness} facts={factsOf(tree, ensemble)} />
      </aside>
    </div>
  )
}

function factsOf(tree: NonNullable<EnsembleWire['tree']>, { losable }: EnsembleWire) {
  return [
    ['May fail', losableWords(losable)],
    ['Controller', tree.controller],
    ['since', tree.controllerSince === null ? undefined : <InstantText key="since" instant={tree.controllerSince} />],
    ['Controller epoch', tree.controllerEpoch === null ? null : <Quantity key="epoch" value={tree.controllerEpoch} />],
    ['Cluster id', tree.clusterId],
    ['Migration to KRaft', tree.migration ?? 'none'],
    ['Whose it is', tree.tenancy],
    ['Others in it', tree.others.length === 0 ? undefined : tree.others.join(', ')],
    ['One read by us', milliseconds(tree.latencyMs)],
    [
      'Our session',
      <span key="session" title={tree.session}>
        {lostWords(tree.sessionsLost)}
      </span>,
    ],
  ] as const
}

function lostWords(lost: number): string {
  if (lost === 0) return 'held since the start'
  return lost === 1 ? 'lost once' : `lost ${lost} times`
}
