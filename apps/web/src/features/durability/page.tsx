import type { Envelope } from '@perigee/contract'
import type { PageOf } from '../../app/pages.ts'
import { hrefOf, useView } from '../../app/view.ts'
import { AgeStamp } from '../../ui/age-stamp.tsx'
import { FailureList } from '../../ui/gap-list.tsx'
import { countWords } from '../../ui/quantity-words.ts'
import { StateSentence } from '../../ui/state-sentence.tsx'
import { StatusPill } from '../../ui/status-pill.tsx'
import { SubjectLine } from '../../ui/subject-line.tsx'
import { WithData } from '../../ui/with-data.tsx'
import { lossList, lossText } from './loss.ts'
import { useWhatIf, type WhatIfData } from './queries.ts'
import { ScenarioTable } from './scenario-table.tsx'
import { Then } from './then.tsx'
import { TryIt } from './try-it.tsx'
import { WeakSpots } from './weak-spots.tsx'
import './durability.css'

export function DurabilityPage({ page: { cluster } }: PageOf<'durability'>) {
  const { view } = useView()
  const query = useWhatIf(cluster, view.lose)
  return (
    <WithData query={query} what={`what ${cluster} can survive`} rows={10}>
      {(envelope) => <DurabilityView cluster={cluster} envelope={envelope} mistake={query.error?.message ?? null} />}
    </WithData>
  )
}

interface DurabilityViewProps {
  readonly cluster: string
  readonly envelope: Envelope<WhatIfData>
  /** The loss in the URL could not be read; what is shown is the loss before. */
  readonly mistake: string | null
}

function DurabilityView({ cluster, envelope: { data, freshness }, mistake }: DurabilityViewProps) {
  const { view, choose } = useView()
  const list = lossList(view.lose)
  const lose = (next: readonly string[]) => choose({ lose: lossText(next) })
  return (
    <>
      <SubjectLine
        name="What may fail"
        right={
          <>
            metadata <AgeStamp observedAt={freshness.observedAt} intervalMs={freshness.expectedIntervalMs} />
          </>
        }
      >
        <StatusPill status={data.canLoseStatus} word={data.canLose === null ? 'Not known' : capital(data.canLose)} />
        <span>
          {data.partitions === null ? 'partitions unknown' : `${countWords(data.partitions)} partitions`},{' '}
          {racksOf(data)}
        </span>
      </SubjectLine>
      <StateSentence sentence={data.sentence} />
      <FailureList failures={freshness.failures} href={hrefOf({ kind: 'sources' })} />
      {mistake === null ? null : (
        <p className="banner crit" role="alert">
          <span>{mistake}. What is shown is the loss before.</span>
        </p>
      )}
      <div className="side what-if">
        <div>
          <ScenarioTable
            cluster={cluster}
            data={data}
            chosen={lossText(list) ?? ''}
            choose={(text) => lose(lossList(text))}
          />
          <WeakSpots spots={data.weakSpots} />
        </div>
        <aside aria-label="Try a loss">
          <TryIt data={data} list={list} lose={lose} />
          <Then cluster={cluster} data={data} />
        </aside>
      </div>
    </>
  )
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function racksOf({ brokerCells }: WhatIfData): string {
  const racks = new Set(brokerCells.map(({ rack }) => rack).filter((rack) => rack !== null)).size
  const brokers = `${brokerCells.length} ${brokerCells.length === 1 ? 'broker' : 'brokers'}`
  if (racks === 0) return `${brokers}, no racks set`
  return `${brokers} in ${racks} ${racks === 1 ? 'rack' : 'racks'}`
}
