import type { Replica, ReplicaState } from '@perigee/contract'
import type { ReactNode } from 'react'
import styles from './replica-cells.module.css'
import { REPLICA_WORDS, replicaSentence } from './replica-words.ts'

// Shape first, colour second: plus = leader, solid = in sync, hollow = behind, crossed = offline.
const SHAPES: Readonly<Record<ReplicaState, ReactNode>> = {
  leader: (
    <>
      <rect x="1.5" y="1.5" width="11" height="11" rx="1.5" fill="currentColor" />
      <path d="M4.2 7h5.6M7 4.2v5.6" stroke="var(--bg)" strokeWidth="1.6" />
    </>
  ),
  'in-sync': <rect x="1.5" y="1.5" width="11" height="11" rx="1.5" fill="currentColor" />,
  behind: (
    <rect x="2.2" y="2.2" width="9.6" height="9.6" rx="1.2" fill="none" stroke="currentColor" strokeWidth="1.5" />
  ),
  offline: (
    <>
      <rect x="2.2" y="2.2" width="9.6" height="9.6" rx="1.2" fill="none" stroke="currentColor" strokeWidth="1.3" />
      <path d="m3 3 8 8M11 3l-8 8" stroke="currentColor" strokeWidth="1.3" />
    </>
  ),
}

function Cell({ state, title }: { readonly state: ReplicaState; readonly title?: string }) {
  return (
    <svg viewBox="0 0 14 14" className={styles[state]} aria-hidden="true">
      {title === undefined ? null : <title>{title}</title>}
      {SHAPES[state]}
    </svg>
  )
}

/** The copies of one partition in Kafka's order. */
export function ReplicaCells({ replicas }: { readonly replicas: readonly Replica[] }) {
  return (
    <span className={styles.cells} role="img" aria-label={replicaSentence(replicas)}>
      {replicas.map((replica) => (
        <Cell
          key={replica.broker}
          state={replica.state}
          title={`broker ${replica.broker}, ${REPLICA_WORDS[replica.state]}`}
        />
      ))}
    </span>
  )
}

const ORDER: readonly ReplicaState[] = ['leader', 'in-sync', 'behind', 'offline']

export function ReplicaLegend() {
  return (
    <span className={styles.legend}>
      {ORDER.map((state) => (
        <span key={state}>
          <span className={styles.cells}>
            <Cell state={state} />
          </span>
          {REPLICA_WORDS[state]}
        </span>
      ))}
    </span>
  )
}
