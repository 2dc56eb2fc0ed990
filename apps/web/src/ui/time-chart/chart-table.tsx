import { pointWords, type Zone } from '../../time/words.ts'
import { valueWords } from './chart-words.ts'
import type { ChartData, ChartUnit } from './series.ts'

/** Rows shown of a chart: every point would be a wall of numbers, so the table takes about this many. */
const ROWS = 24

/** The same numbers as rows, newest first. */
export function ChartTable(props: { data: ChartData; unit: ChartUnit; zone: Zone; caption: string }) {
  const { data, unit, zone, caption } = props
  const step = Math.max(1, Math.ceil(data.at.length / ROWS))
  const spanMs = (data.at.at(-1) ?? 0) - (data.at[0] ?? 0)
  const shown = data.at.map((_, index) => index).filter((index) => (data.at.length - 1 - index) % step === 0)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="chart-table" tabIndex={0} aria-label={caption}>
      <table className="t">
        <caption className="sr">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Time {zone === 'utc' ? 'UTC' : 'local'}</th>
            {data.series.map(({ label }) => (
              <th key={label} scope="col" className="n">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.toReversed().map((index) => (
            <tr key={data.at[index]}>
              <th scope="row">{pointWords(data.at[index] ?? 0, zone, spanMs)}</th>
              {data.series.map(({ label, values }) => {
                const value = values[index] ?? null
                return (
                  <td key={label} className="n">
                    {value === null ? <span className="lost">no data</span> : valueWords(value, unit)}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
