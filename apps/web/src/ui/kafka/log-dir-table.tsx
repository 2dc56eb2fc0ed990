import type { BrokerDetail } from '@perigee/contract'
import { Quantity } from '../quantity.tsx'
import { StatusPill } from '../status-pill.tsx'
import { DiskBar } from './disk-bar.tsx'
import styles from './log-dir-table.module.css'

type LogDir = NonNullable<BrokerDetail['data']['logDirDetails']>[number]

/**
 * Log directories of one broker: how full each volume is, and how much of it is Kafka's. Paths are long and stand in a
 * narrow column, so each takes a line of its own.
 */
export function LogDirTable({ dirs }: { readonly dirs: readonly LogDir[] }) {
  return (
    <ul className={styles.dirs} aria-label="Log directories">
      {dirs.map((dir) => (
        <li key={dir.path}>
          <span className={styles.path}>{dir.path}</span>
          <span className={styles.use}>
            <DiskBar {...dir} />
            <span className={styles.kafka} title="Bytes of Kafka’s own logs in it">
              Kafka <Quantity value={dir.sizeBytes} kind="bytes" />
            </span>
          </span>
          {dir.status === 'ok' ? null : <StatusPill status={dir.status} word={dir.word} />}
        </li>
      ))}
    </ul>
  )
}
