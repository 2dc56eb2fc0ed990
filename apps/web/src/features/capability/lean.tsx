import { countWords, sizeWords } from '../../ui/quantity-words.ts'
import { SectionHead } from '../../ui/section-head.tsx'
import type { CapabilityData } from './queries.ts'

const size = (bytes: number) => {
  const { text, unit } = sizeWords(bytes)
  return `${text} ${unit}`
}

/** A rule file for jmx_exporter that keeps what Perigee reads and nothing else, with what it would save here. */
export function Lean({ lean }: { readonly lean: NonNullable<CapabilityData['lean']> }) {
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
      <p>{savedWords(lean)} Other tools that scrape the same exporters lose what is left out.</p>
    </>
  )
}

/** What is left is known of the page that it was counted on. */
function savedWords({ seriesNow, bytesNow, largest }: NonNullable<CapabilityData['lean']>): string {
  const round = `It reads the beans that Perigee shows and no others. Now ${countWords(seriesNow)} series, ${size(bytesNow)}, are read a round.`
  if (largest === null) return round
  const saved = largest.bytesNow === 0 ? 0 : Math.floor((1 - largest.bytesThen / largest.bytesNow) * 100)
  const less = saved > 0 ? `, ${saved} % less` : ''
  const whose = largest.target.replace('/', ' ')
  return `${round} Of the largest page, that of ${whose}, it would leave ${countWords(largest.seriesThen)} of ${countWords(largest.seriesNow)} series: ${size(largest.bytesThen)} instead of ${size(largest.bytesNow)}${less}.`
}
