import type { Status } from '@perigee/contract'
import { hrefOf } from '../../app/view.ts'
import { CountLink } from '../../ui/count-link.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Verdict } from '../../ui/kafka/verdict.tsx'
import { Quantity } from '../../ui/quantity.tsx'
import { countWords } from '../../ui/quantity-words.ts'
import { SectionHead } from '../../ui/section-head.tsx'
import { StatusShape } from '../../ui/status-shape.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { Name } from '../../ui/table/name.tsx'
import { Outcomes } from './outcomes.tsx'
import type { WhatIfData } from './queries.ts'
import { newlyHit } from './rows-of.ts'
import { outcomeStatus, restOutcomes, survivedWords, verdictOutcomes } from './words.ts'

interface ThenProps {
  readonly cluster: string
  readonly data: WhatIfData
}

/** What the tried loss would do. */
export function Then({ cluster, data }: ThenProps) {
  return (
    <>
      <SectionHead title={data.lose.length === 0 ? 'Now' : 'Then'} note={data.lose.join(', ')} />
      <Answer cluster={cluster} data={data} />
      {data.hitHardest.length === 0 ? null : <HitHardest cluster={cluster} data={data} />}
      <Facts
        facts={[
          ['Controllers', <Judged key="controllers" {...data.controllers} />],
          ['Disks after healing', <Judged key="disks" {...data.disks} />],
          ['Leaders per broker', <Leaders key="leaders" {...data.leadersPerBroker} />],
          ['More losses survived', survivedWords(data.survivableBrokerLosses)],
        ]}
      />
    </>
  )
}

function Answer({ cluster, data }: ThenProps) {
  const lose = data.lose.join(',')
  const answer = verdictOutcomes(data)
  const rest = restOutcomes(data)
  const title =
    typeof answer === 'string' ? answer : <Outcomes cluster={cluster} lose={lose} outcomes={answer} between=", " />
  return (
    <Verdict status={outcomeStatus(data)} title={title}>
      <p>
        {data.partitions === null ? null : `Of ${countWords(data.partitions)}. `}
        <Outcomes cluster={cluster} lose={lose} outcomes={rest} between=". " />
        {rest.length === 0 ? null : '.'}
      </p>
    </Verdict>
  )
}

function Judged({ status, text }: { readonly status: Status; readonly text: string }) {
  return (
    <span>
      {status === 'ok' ? null : <StatusShape status={status} />} {text}
    </span>
  )
}

function Leaders({ before, after }: WhatIfData['leadersPerBroker']) {
  const rounded = (mean: number | null) => (mean === null ? null : Math.round(mean))
  return (
    <span>
      <Quantity value={rounded(before)} /> → <Quantity value={rounded(after)} />
    </span>
  )
}

function HitHardest({ cluster, data }: ThenProps) {
  const rows = { cluster, lose: data.lose.join(',') }
  const columns: readonly Column<WhatIfData['hitHardest'][number]>[] = [
    {
      id: 'topic',
      label: 'Hit hardest',
      priority: 1,
      names: true,
      cell: ({ topic }) => <Name name={topic} href={hrefOf({ kind: 'topic', cluster, topic })} />,
    },
    {
      id: 'refuse',
      label: 'Refuse',
      priority: 1,
      align: 'right',
      cell: ({ topic, unwritable }) => (
        <CountLink
          count={unwritable}
          href={newlyHit(rows, topic, 'unwritable')}
          label={`partitions of ${topic} would newly refuse writes`}
        />
      ),
    },
    {
      id: 'offline',
      label: 'Offline',
      priority: 1,
      align: 'right',
      cell: ({ topic, offline }) => (
        <CountLink
          count={offline}
          href={newlyHit(rows, topic, 'offline')}
          label={`partitions of ${topic} would newly be offline`}
        />
      ),
    },
  ]
  const hit = data.topicsHit
  return (
    <>
      <DataTable
        className="hit"
        label="Topics hit hardest"
        columns={columns}
        rows={data.hitHardest}
        idOf={({ topic }) => topic}
      />
      {hit === null || hit <= data.hitHardest.length ? null : <p className="note">{countWords(hit)} topics in all.</p>}
    </>
  )
}
