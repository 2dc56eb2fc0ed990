import type { FreshnessState, KeeperNodeWire } from '@perigee/contract'
import type { ReactNode } from 'react'
import { LostValue } from '../../ui/lost-value.tsx'
import { Quantity, Unknown } from '../../ui/quantity.tsx'
import { StatusPill } from '../../ui/status-pill.tsx'
import type { Column } from '../../ui/table/column.ts'
import { milliseconds, statusNow } from './words.ts'

const right = { align: 'right' } as const

/** `nodes`: of what a node says at once; `depth`: of what is read less often. */
export interface NodeFreshness {
  readonly nodes: FreshnessState
  readonly depth: FreshnessState
}

export function nodeColumns({ nodes, depth }: NodeFreshness): readonly Column<KeeperNodeWire>[] {
  const now = (cell: ReactNode) => <LostValue freshness={nodes}>{cell}</LostValue>
  const deep = (cell: ReactNode) => <LostValue freshness={depth}>{cell}</LostValue>
  return [...whoColumns(nodes), ...loadColumns(now, deep), ...originColumns(deep)]
}

function whoColumns(nodes: FreshnessState): readonly Column<KeeperNodeWire>[] {
  return [
    {
      id: 'state',
      label: 'Status',
      priority: 1,
      wraps: true,
      cell: (row) => <StatusPill status={statusNow(row.status, nodes)} word={row.word} />,
    },
    { id: 'node', label: 'Node', priority: 1, names: true, cell: (row) => <b>{row.address}</b> },
    { id: 'role', label: 'Role', priority: 3, cell: (row) => row.role ?? <Unknown as="dash" /> },
  ]
}

type Drawn = (cell: ReactNode) => ReactNode

function loadColumns(now: Drawn, deep: Drawn): readonly Column<KeeperNodeWire>[] {
  return [
    {
      id: 'latency',
      label: 'Latency',
      hint: 'Mean since the reading before, where the node tells enough; else since it started',
      priority: 1,
      ...right,
      cell: (row) => (row.latencyMs === null ? <Unknown as="dash" /> : now(<Latency row={row} />)),
    },
    {
      id: 'fsync',
      label: 'Disk write',
      hint: 'Mean time to write the transaction log to disk',
      priority: 2,
      ...right,
      cell: (row) => (row.fsyncMs === null ? <Unknown as="dash" /> : deep(milliseconds(row.fsyncMs))),
    },
    counted({ id: 'outstanding', label: 'Outstanding', priority: 2, of: (row) => row.outstanding, drawn: now }),
    counted({ id: 'connections', label: 'Connections', priority: 3, of: (row) => row.connections, drawn: now }),
    counted({ id: 'znodes', label: 'Znodes', priority: 2, of: (row) => row.znodes, drawn: now }),
    counted({ id: 'watches', label: 'Watches', priority: 3, of: (row) => row.watches, drawn: deep }),
    {
      id: 'descriptors',
      label: 'Files',
      hint: 'Open file descriptors',
      priority: 4,
      ...right,
      cell: (row) => (row.descriptors === null ? <Unknown as="dash" /> : deep(<Quantity value={row.descriptors} />)),
    },
  ]
}

interface Counted {
  readonly id: string
  readonly label: string
  readonly priority: 2 | 3
  readonly of: (row: KeeperNodeWire) => number | null
  readonly drawn: Drawn
}

function counted({ id, label, priority, of, drawn }: Counted): Column<KeeperNodeWire> {
  return {
    id,
    label,
    priority,
    ...right,
    cell: (row) => {
      const value = of(row)
      return value === null ? <Unknown as="dash" /> : drawn(<Quantity value={value} />)
    },
  }
}

function originColumns(deep: Drawn): readonly Column<KeeperNodeWire>[] {
  return [
    {
      id: 'zxid',
      label: 'zxid',
      hint: 'Its last transaction: epoch of the leader and counter',
      priority: 4,
      cell: (row) => (row.zxid === null ? <Unknown as="dash" /> : deep(<span className="q2">{row.zxid}</span>)),
    },
    { id: 'version', label: 'Version', priority: 3, cell: (row) => row.version ?? <Unknown as="dash" /> },
    {
      id: 'source',
      label: 'Told by',
      hint: 'Where its measures come from',
      priority: 4,
      cell: (row) => (row.source === null ? <Unknown as="dash" /> : <span className="q2">{row.source}</span>),
    },
  ]
}

function Latency({ row }: { readonly row: KeeperNodeWire }) {
  if (row.latencyMs === null) return null
  if (row.latencyIsRecent) return milliseconds(row.latencyMs)
  return <span title="Mean since the node started">{milliseconds(row.latencyMs)}</span>
}
