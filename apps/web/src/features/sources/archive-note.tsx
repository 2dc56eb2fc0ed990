import { countWords, sizeWords } from '../../ui/quantity-words.ts'
import { StatusShape } from '../../ui/status-shape.tsx'
import type { SourcesData } from './queries.ts'

/** How far back charts reach, and why no further. */
export function ArchiveNote({ archive, refusedSamples }: Pick<SourcesData['totals'], 'archive' | 'refusedSamples'>) {
  const used = sizeWords(archive.usedBytes)
  const limit = sizeWords(archive.limitBytes)
  const size = archive.limitBytes === 0 ? '' : ` ${used.text} ${used.unit} of at most ${limit.text} ${limit.unit}.`
  const refused =
    refusedSamples === 0 ? '' : ` ${countWords(refusedSamples)} numbers were not charted: memory for charts is full.`
  return (
    <p className="archive-note">
      <StatusShape status={archive.status} />
      <span>
        <b>History.</b> {archive.text}
        {size}
        {refused}
        {archive.hint !== null && ` ${archive.hint}`}
      </span>
    </p>
  )
}
