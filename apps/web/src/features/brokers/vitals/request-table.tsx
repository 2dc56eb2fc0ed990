import { type ShownStatistic, STAGE_LOOKS, stageValues } from '../../../ui/kafka/stages.ts'
import { Unknown } from '../../../ui/quantity.tsx'
import { rateWords, threeDigits } from '../../../ui/quantity-words.ts'
import { SectionHead } from '../../../ui/section-head.tsx'
import type { BrokerVitalsData } from '../queries.ts'

interface RequestTableProps {
  readonly requests: BrokerVitalsData['requests']
  readonly statistic: ShownStatistic
}

/** Zero is quiet, and so is what is old. */
const milliseconds = (value: number | null, idle: boolean) =>
  value === null ? (
    <Unknown as="dash" />
  ) : (
    <span className={value === 0 || idle ? 'z' : undefined}>{threeDigits(value)}</span>
  )

/** The same now, in figures: a column for each request, a row for each stage. */
export function RequestTable({ requests, statistic }: RequestTableProps) {
  if (requests.length === 0) return null
  const columns = requests.map((request) => ({ request, stages: stageValues(request, statistic) }))
  return (
    <div>
      <SectionHead title="Now, by stage" note={`${statistic}, ms`} />
      <div className="scroll">
        <table className="t" aria-label={`Request time by stage, ${statistic}`}>
          <thead>
            <tr>
              <th scope="col">Stage</th>
              {columns.map(({ request: { request } }) => (
                <th key={request} scope="col" className="n">
                  {request}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {STAGE_LOOKS.map(({ stage, label }, row) => (
              <tr key={stage}>
                <th scope="row">{label}</th>
                {columns.map(({ request: { request, isIdle }, stages }) => (
                  <td key={request} className="n">
                    {milliseconds(stages[row] ?? null, isIdle)}
                  </td>
                ))}
              </tr>
            ))}
            <tr>
              <th scope="row">
                <b>whole</b>
              </th>
              {columns.map(({ request }) => (
                <td key={request.request} className="n">
                  <b>{milliseconds(request.total[statistic], request.isIdle)}</b>
                </td>
              ))}
            </tr>
            <tr>
              <th scope="row">requests</th>
              {columns.map(({ request: { request, ratePerSecond, isIdle } }) => (
                <td key={request} className="n">
                  {ratePerSecond === null ? <Unknown as="dash" /> : <Rate perSecond={ratePerSecond} idle={isIdle} />}
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
    </div>
  )
}

function Rate({ perSecond, idle }: { readonly perSecond: number; readonly idle: boolean }) {
  const words = rateWords(perSecond, 'requests')
  if (idle)
    return (
      <span className="q" title="no request came lately; the times above are of the last ones">
        no traffic
      </span>
    )
  return (
    <span className="q" title={words.full}>
      {words.text} {words.unit}
    </span>
  )
}
