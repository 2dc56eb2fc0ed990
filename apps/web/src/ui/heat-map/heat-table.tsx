import { clockWords, type Zone } from '../../time/words.ts'
import { valueWords } from '../time-chart/chart-words.ts'
import type { ChartUnit } from '../time-chart/series.ts'
import { type HeatData, rowSummary } from './heat-data.ts'

interface HeatTableProps {
  readonly data: HeatData
  readonly unit: ChartUnit
  readonly zone: Zone
  readonly caption: string
}

/** The same as rows: what is read off a map, one line each. */
export function HeatTable({ data, unit, zone, caption }: HeatTableProps) {
  const words = (value: number | null) =>
    value === null ? <span className="lost">no data</span> : valueWords(value, unit)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="chart-table" tabIndex={0} aria-label={caption}>
      <table className="t">
        <caption className="sr">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Broker</th>
            {['Now', 'Least', 'Most', 'Most at', 'Without data'].map((head) => (
              <th key={head} scope="col" className="n">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row) => {
            const { now, least, most, mostAt, missing } = rowSummary(data, row)
            return (
              <tr key={row.id}>
                <th scope="row">
                  <a className="ln" href={row.href}>
                    {row.name}
                  </a>
                </th>
                <td className="n">{words(now)}</td>
                <td className="n">{words(least)}</td>
                <td className="n">{words(most)}</td>
                <td className="n">{mostAt === null ? '' : clockWords(mostAt, zone)}</td>
                <td className="n">{missing === 0 ? '' : `${missing} of ${row.values.length}`}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
