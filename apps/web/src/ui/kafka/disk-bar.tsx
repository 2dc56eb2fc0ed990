import type { Status } from '@perigee/contract'
import { Unknown } from '../quantity.tsx'
import { sizeWords, threeDigits } from '../quantity-words.ts'
import { ShareBar } from '../share-bar.tsx'

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
        <ShareBar share={null} />
        <Unknown as="dash" why="The volume’s size was not told" />
      </>
    )
  const used = 1 - usableBytes / totalBytes
  return (
    <span title={`${sizeText(usableBytes)} free of ${sizeText(totalBytes)}`}>
      <ShareBar share={used} status={status} />
      {threeDigits(Math.round(used * 100))} %
    </span>
  )
}
