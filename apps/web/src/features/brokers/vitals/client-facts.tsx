import { Facts } from '../../../ui/facts.tsx'
import { countWords, threeDigits } from '../../../ui/quantity-words.ts'
import { SectionHead } from '../../../ui/section-head.tsx'
import type { BrokerVitalsData } from '../queries.ts'

/** Versions shown before one asks for all: the most spoken ones. */
const FIRST_VERSIONS = 8

/** Who is connected, which versions clients speak, and what waits. */
export function ClientFacts({ vitals: { connections, versions, purgatory } }: { readonly vitals: BrokerVitalsData }) {
  if (connections.length + versions.length + purgatory.length === 0) return null
  const shown = versions.slice(0, FIRST_VERSIONS)
  const rest = versions.slice(FIRST_VERSIONS)
  return (
    <div className="three">
      <div>
        <SectionHead title="Connections" note="by listener" />
        {connections.length === 0 ? (
          <p className="note">The exporter does not tell them.</p>
        ) : (
          <Facts facts={connections.map(({ listener, connections: many }) => [listener, countWords(many)] as const)} />
        )}
      </div>
      <div>
        <SectionHead title="Versions spoken" note="requests a second" />
        {versions.length === 0 ? (
          <p className="note">The exporter does not tell them.</p>
        ) : (
          <Facts facts={shown.map(versionFact)} />
        )}
        {rest.length > 0 && (
          <details className="note">
            <summary>{rest.length} more</summary>
            <Facts facts={rest.map(versionFact)} />
          </details>
        )}
      </div>
      <div>
        <SectionHead title="Purgatory" note="requests that wait" />
        {purgatory.length === 0 ? (
          <p className="note">The exporter does not tell it.</p>
        ) : (
          <Facts facts={purgatory.map(({ operation, waiting }) => [operation, countWords(waiting)] as const)} />
        )}
      </div>
    </div>
  )
}

const versionFact = ({ request, version, perSecond }: BrokerVitalsData['versions'][number]) =>
  [`${request} ${version}`, threeDigits(perSecond)] as const
