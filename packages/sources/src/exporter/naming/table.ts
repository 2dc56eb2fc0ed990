// The naming table: canonical metric → the series that tell it, rule set by rule set.
import type { NamingId } from '@perigee/domain'
import { rowsOfBean } from './bean-rows.ts'
import { BEANS } from './beans.ts'
import { HOST_ROWS } from './host-rows.ts'
import { JAVA_ROWS } from './java-rows.ts'
import { KRAFT_ROWS } from './kraft-rows.ts'
import type { SeriesRow } from './series-row.ts'

/**
 * Every row. Where several rows of one naming tell the same metric (by topic and without are two different ones), the
 * better provenance holds, then the earlier row.
 */
export const SERIES_ROWS: readonly SeriesRow[] = [
  ...BEANS.flatMap(rowsOfBean),
  ...KRAFT_ROWS,
  ...JAVA_ROWS,
  ...HOST_ROWS,
]

export function rowsOf(naming: NamingId): readonly SeriesRow[] {
  return SERIES_ROWS.filter((row) => row.namings.includes(naming))
}
