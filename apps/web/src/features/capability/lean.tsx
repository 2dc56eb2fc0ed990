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

/** What is left is known where it was counted on these very pages. */
function savedWords({ seriesNow, seriesThen, bytesNow, bytesThen }: NonNullable<CapabilityData['lean']>): string {
  if (seriesThen === null || bytesThen === null) {
    return `It reads the beans that Perigee shows and no others. Now ${countWords(seriesNow)} series, ${size(bytesNow)}, are read a round.`
  }
  const saved = bytesNow === 0 ? 0 : Math.round((1 - bytesThen / bytesNow) * 100)
  const less = saved > 0 ? `, ${saved} % less` : ''
  return `On these very pages it would leave ${countWords(seriesThen)} of ${countWords(seriesNow)} series: ${size(bytesThen)} instead of ${size(bytesNow)} a round${less}.`
}
