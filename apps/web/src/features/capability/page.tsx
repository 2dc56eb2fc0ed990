import type { Endpoint, Envelope } from '@perigee/contract'
import type { PageOf } from '../../app/pages.ts'
import { hrefOf, useView } from '../../app/view.ts'
import { AgeStamp } from '../../ui/age-stamp.tsx'
import { MetricsSetting } from '../../ui/kafka/metrics-setting.tsx'
import { countWords } from '../../ui/quantity-words.ts'
import { SectionHead } from '../../ui/section-head.tsx'
import { StateSentence } from '../../ui/state-sentence.tsx'
import { SubjectLine } from '../../ui/subject-line.tsx'
import { DataTable } from '../../ui/table/data-table.tsx'
import { sortRows } from '../../ui/table/sort-rows.ts'
import { WithData } from '../../ui/with-data.tsx'
import { ENDPOINT_VALUES, endpointColumns, oddWords } from './columns.tsx'
import { type Lack, lacksOf, namesWords } from './lacks.ts'
import { Lean } from './lean.tsx'
import { type CapabilityData, useCapability } from './queries.ts'

/** What do the exporters tell, what do they not, and what does asking them cost? */
export function CapabilityPage({ page: { cluster } }: PageOf<'capability'>) {
  const query = useCapability(cluster)
  return (
    <WithData query={query} what={`what the exporters of ${cluster} tell`} rows={12}>
      {(envelope) => <Capability cluster={cluster} envelope={envelope} />}
    </WithData>
  )
}

function Capability({ cluster, envelope }: { readonly cluster: string; readonly envelope: Envelope<CapabilityData> }) {
  const { data, freshness } = envelope
  return (
    <>
      <SubjectLine
        name="Metrics"
        right={<AgeStamp observedAt={freshness.observedAt} intervalMs={freshness.expectedIntervalMs} />}
      >
        <span>of {cluster}</span>
        <span>{looksWords(data.endpoints)}</span>
      </SubjectLine>
      <StateSentence sentence={data.sentence} />
      {data.endpoints.length === 0 ? (
        <MetricsSetting cluster={cluster} />
      ) : (
        <Endpoints cluster={cluster} endpoints={data.endpoints} />
      )}
      <Lacks lacks={lacksOf(data.endpoints)} />
      {data.lean !== null && <Lean lean={data.lean} />}
    </>
  )
}

/** Rows of one table at most; more are counted. */
const MOST_ROWS = 200

function Endpoints({ cluster, endpoints }: { readonly cluster: string; readonly endpoints: readonly Endpoint[] }) {
  const { view, choose } = useView()
  const rows = sortRows(endpoints, view.sort, ENDPOINT_VALUES).slice(0, MOST_ROWS)
  return (
    <>
      <SectionHead
        title="Endpoints"
        note="worst first"
        right={
          <a className="go" href={hrefOf({ kind: 'sources' }, { q: cluster })}>
            Open sources
          </a>
        }
      />
      <DataTable
        label="Endpoints"
        columns={endpointColumns(cluster)}
        rows={rows}
        idOf={({ target }) => target}
        sorting={{ current: view.sort, fallback: '', choose: (sort) => choose({ sort }) }}
        why={oddWords}
      />
      {endpoints.length > rows.length && (
        <p className="note">
          {countWords(rows.length)} of {countWords(endpoints.length)} shown.
        </p>
      )}
    </>
  )
}

function Lacks({ lacks }: { readonly lacks: readonly Lack[] }) {
  if (lacks.length === 0) return null
  return (
    <>
      <SectionHead title="What is not told" note="by reason; what cannot apply here is not counted" />
      <DataTable
        label="What is not told"
        rows={lacks}
        idOf={({ reason }) => reason}
        columns={[
          { id: 'reason', label: 'Because', priority: 1, names: true, wraps: true, cell: ({ reason }) => reason },
          {
            id: 'metrics',
            label: 'Metrics',
            priority: 1,
            wraps: true,
            cell: ({ titles }) => (
              <span className="q2" title={titles.join(', ')}>
                {namesWords(titles)}
              </span>
            ),
          },
          {
            id: 'targets',
            label: 'At',
            priority: 2,
            wraps: true,
            cell: ({ targets }) => (
              <span className="q2" title={targets.join(', ')}>
                {namesWords(targets)}
              </span>
            ),
          },
        ]}
      />
    </>
  )
}

/** `22 Strimzi rules, 3 node_exporter`. */
function looksWords(endpoints: readonly Endpoint[]): string {
  const counts = new Map<string, number>()
  for (const { looksLike } of endpoints) if (looksLike !== null) counts.set(looksLike, (counts.get(looksLike) ?? 0) + 1)
  const words = [...counts].sort((a, b) => b[1] - a[1]).map(([words, many]) => `${many} × ${words}`)
  return words.length === 0 ? `${countWords(endpoints.length)} endpoints` : words.slice(0, 3).join(', ')
}
