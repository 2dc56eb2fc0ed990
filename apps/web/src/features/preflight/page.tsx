import { apiPath, CHECK_STATES, type Envelope, type PreflightCheck } from '@perigee/contract'
import { useCallback } from 'react'
import type { PageOf } from '../../app/pages.ts'
import { hrefOf, useView } from '../../app/view.ts'
import { AgeStamp } from '../../ui/age-stamp.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { FacetRow } from '../../ui/filter/facet-row.tsx'
import { FilterBox } from '../../ui/filter/filter-box.tsx'
import { useFiltered } from '../../ui/filter/use-filtered.ts'
import { FailureList } from '../../ui/gap-list.tsx'
import { countWords } from '../../ui/quantity-words.ts'
import { SectionHead } from '../../ui/section-head.tsx'
import { StateSentence } from '../../ui/state-sentence.tsx'
import { StatusPill } from '../../ui/status-pill.tsx'
import { SubjectLine } from '../../ui/subject-line.tsx'
import { WithData } from '../../ui/with-data.tsx'
import { CalmCheck, TroubledCheck } from './check-row.tsx'
import { CHECK_KEYS, checkFacets, filterChecks } from './filter.ts'
import { type PreflightData, usePreflight } from './queries.ts'
import { STATE_WORDS } from './words.ts'
import './preflight.css'

/** Doors are tried once an hour; an answer is called late after two. */
const PROBE_INTERVAL_MS = 3_600_000

export function PreflightPage({ page: { cluster } }: PageOf<'preflight'>) {
  const query = usePreflight(cluster)
  return (
    <WithData query={query} what={`the preflight of ${cluster}`} rows={12}>
      {(envelope) => <PreflightView cluster={cluster} envelope={envelope} />}
    </WithData>
  )
}

interface PreflightViewProps {
  readonly cluster: string
  readonly envelope: Envelope<PreflightData>
}

function PreflightView({ cluster, envelope: { data, freshness } }: PreflightViewProps) {
  return (
    <div className="preflight">
      <SubjectLine
        name={`Preflight of ${cluster}`}
        right={
          <>
            readings <AgeStamp observedAt={freshness.observedAt} intervalMs={freshness.expectedIntervalMs} />
          </>
        }
      >
        <StatusPill status={data.sentence.status} />
        <span>
          doors and certificates <Doors probedAt={data.probedAt} />
        </span>
        <span>releases as of {data.releasesAsOf}</span>
      </SubjectLine>
      <StateSentence sentence={data.sentence} />
      <FailureList failures={freshness.failures} href={hrefOf({ kind: 'sources' })} />
      <CheckList data={data} />
      <Take cluster={cluster} />
    </div>
  )
}

function Doors({ probedAt }: { readonly probedAt: string | null }) {
  if (probedAt === null) return <span className="q">not tried yet</span>
  return (
    <>
      tried <AgeStamp observedAt={probedAt} intervalMs={PROBE_INTERVAL_MS} />
    </>
  )
}

function CheckList({ data: { checks, counts } }: { readonly data: PreflightData }) {
  const { view, choose, type } = useView()
  const { q = '' } = view
  const tell = useCallback((next: string) => type({ q: next }), [type])
  const { rows, mistake } = useFiltered(q, checks, filterChecks)
  const facets = checkFacets(counts)
  return (
    <>
      <div className="filter no-print">
        <FilterBox
          q={q}
          tell={tell}
          label="Filter checks"
          placeholder="is:fail, about:security, severity:critical, words"
          keys={CHECK_KEYS}
          facets={facets}
          mistake={mistake}
        />
      </div>
      <div className="no-print">
        <FacetRow q={q} facets={facets} choose={(next) => choose({ q: next })} />
      </div>
      <Groups shown={rows} total={checks.length} />
    </>
  )
}

function Groups({ shown, total }: { readonly shown: readonly PreflightCheck[]; readonly total: number }) {
  const { choose } = useView()
  if (shown.length === 0)
    return (
      <Empty title={`0 of ${countWords(total)} match`}>
        <button type="button" className="go" onClick={() => choose({ q: undefined })}>
          Clear filter
        </button>
      </Empty>
    )
  return CHECK_STATES.map((state) => {
    const checks = shown.filter((check) => check.state === state)
    if (checks.length === 0) return null
    const isCalm = state === 'pass' || state === 'not-applicable'
    return (
      <section key={state} aria-label={STATE_WORDS[state].group}>
        <SectionHead title={STATE_WORDS[state].group} note={countWords(checks.length)} />
        <ul className="checks">
          {checks.map((check) =>
            isCalm ? <CalmCheck key={check.id} check={check} /> : <TroubledCheck key={check.id} check={check} />,
          )}
        </ul>
      </section>
    )
  })
}

/** Ways to take the answer along. */
function Take({ cluster }: { readonly cluster: string }) {
  const command = `perigee preflight --cluster ${shellWord(cluster)}`
  return (
    <p className="note no-print">
      <button type="button" className="ln" onClick={() => print()}>
        Print
      </button>
      {' · '}
      <a className="ln" href={apiPath('preflight', { cluster })} target="_blank" rel="noreferrer">
        JSON
      </a>
      {' · '}
      from a shell: <code>{command}</code> <CopyButton text={command} label="Copy" />
    </p>
  )
}

const shellWord = (text: string) => (/^[\w.-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`)
