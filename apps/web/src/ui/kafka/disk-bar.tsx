import type { Status } from '@perigee/contract'
import { Unknown } from '../quantity.tsx'
import { sizeWords, threeDigits } from '../quantity-words.ts'
import styles from './disk-bar.module.css'

interface DiskProps {
  readonly totalBytes: number | null
  readonly usableBytes: number | null
  readonly status: Status
}

const sizeText = (bytes: number) => {
  const { text, unit } = sizeWords(bytes)
  return `${text} ${unit}`
}

/** How full a volume is; told by brokers since KIP-827 (Kafka 3.3), hatched when not. */
export function DiskBar({ totalBytes, usableBytes, status }: DiskProps) {
  if (totalBytes === null || usableBytes === null || totalBytes === 0)
    return (
      <>
        <span className={`${styles.bar} ${styles.unknown}`} aria-hidden="true" />
        <Unknown as="dash" why="The volume’s size was not told" />
      </>
    )
  const used = 1 - usableBytes / totalBytes
  return (
    <span title={`${sizeText(usableBytes)} free of ${sizeText(totalBytes)}`}>
      <span className={styles.bar} aria-hidden="true">
        <i className={styles[status] ?? ''} style={{ width: `${used * 100}%` }} />
      </span>
      {threeDigits(Math.round(used * 100))} %
    </span>
  )
}
