import { countWords, sizeWords } from '../../ui/quantity-words.ts'
import { SectionHead } from '../../ui/section-head.tsx'
import type { CapabilityData } from './queries.ts'

const size = (bytes: number) => {
  const { text, unit } = sizeWords(bytes)
  return `${text} ${unit}`
}

/** A rule file for jmx_exporter that keeps what Perigee reads and nothing else, with what it would save here. */
export function Lean({ lean }: { readonly lean: NonNullable<CapabilityData['lean']> }) {
  const saved = lean.bytesNow === 0 ? 0 : Math.round((1 - lean.bytesThen / lean.bytesNow) * 100)
  return (
    <>
      <SectionHead
        title="A lean exporter configuration"
        right={
          <a className="go" href={lean.href} download="">
            Download lean-exporter.yml
          </a>
        }
      />
      <p>
        On these very pages it would leave {countWords(lean.seriesThen)} of {countWords(lean.seriesNow)} series:{' '}
        {size(lean.bytesThen)} instead of {size(lean.bytesNow)} a round
        {saved > 0 ? `, ${saved} % less` : ''}. Other tools that scrape the same exporters lose what is left out.
      </p>
    </>
  )
}
