// Turns rows of the naming table into instant queries: values of now in few queries, rates one for each name.
import type { Combine, SeriesRow } from '../exporter/naming/series-row.ts'
import { anyOf, braces, matchersOf, quoted, seconds, spellings } from './promql.ts'

export interface PlannedRow {
  /** With the tests only that the matchers leave to us. */
  readonly row: SeriesRow
  /** As the table has it. */
  readonly whole: SeriesRow
  /** Of several rows with the same key, the first goes before. */
  readonly order: number
}

export interface Query {
  readonly promql: string
  /** Name of the series, lower-cased → rows that may read it. Of rates, whose names are lost, the only one. */
  readonly rows: ReadonlyMap<string, readonly PlannedRow[]>
  readonly isRate: boolean
}

export interface PlanOptions {
  /** Lower-cased → as it is written there; null: not known, every spelling of the table is asked for. */
  readonly names: ReadonlyMap<string, readonly string[]> | null
  /** Labels that tell endpoints apart. */
  readonly by: readonly string[]
  /** Matchers put into the row's query. */
  readonly selectorOf: (row: SeriesRow) => string
  /** Window of the row's rates, ms; null: the row is for nobody here. */
  readonly windowMs: (row: SeriesRow) => number | null
}

/** Queries for whatever of `rows` may be told. */
export function planQueries(rows: readonly SeriesRow[], options: PlanOptions): readonly Query[] {
  const groups = new Map<string, Group>()
  for (const [order, row] of trusted(rows, options.names).entries()) {
    const windowMs = options.windowMs(row)
    // A mean since the start is no value of now.
    if (windowMs === null || row.reads === 'mean-rate') continue
    const isRate = row.reads === 'count' || row.reads === 'samples' || row.reads === 'sum'
    const window = isRate ? windowMs : 0
    for (const name of writtenNames(row, options.names)) {
      const tests = row.where.filter((test) => !isSecondKey(test))
      const key = JSON.stringify([isRate ? name : '', window, row.combine, tests, options.selectorOf(row)])
      const group = groups.get(key) ?? { isRate, window, members: [] }
      group.members.push({ row, name, order })
      groups.set(key, group)
    }
  }
  return [...groups.values()].map((group) => queryOf(group, options))
}

/** Without the rates that Kafka computes where their counters are told as well: right after a start only those have one. */
export function trusted(rows: readonly SeriesRow[], names: PlanOptions['names']): readonly SeriesRow[] {
  const counted = new Set<string>()
  for (const row of rows) {
    if (row.reads !== 'count' || names === null || writtenNames(row, names).length === 0) continue
    for (const naming of row.namings) counted.add(`${naming} ${row.metric} ${row.byTopic}`)
  }
  return rows.filter(
    ({ reads, namings, metric, byTopic }) =>
      reads !== 'one-minute-rate' || !namings.every((naming) => counted.has(`${naming} ${metric} ${byTopic}`)),
  )
}

interface Group {
  readonly isRate: boolean
  readonly window: number
  readonly members: { readonly row: SeriesRow; readonly name: string; readonly order: number }[]
}

type Test = SeriesRow['where'][number]

/** Without rules one series name is shared by many metrics, told apart by this label: one query asks for all of them. */
function isSecondKey(test: Test): test is Extract<Test, { is: 'one of' }> {
  return test.label === 'name' && test.is === 'one of'
}

export function writtenNames(row: SeriesRow, names: PlanOptions['names']): readonly string[] {
  if (names === null) return row.names
  return [...new Set(row.names.flatMap((name) => names.get(name.toLowerCase()) ?? []))]
}

function queryOf({ isRate, window, members }: Group, { by, selectorOf }: PlanOptions): Query {
  const first = members[0]?.row as SeriesRow
  const shared = first.where.filter((test) => !isSecondKey(test)).map(matchersOf)
  const second = [
    ...new Set(members.flatMap(({ row }) => row.where.filter(isSecondKey).flatMap(({ values }) => values))),
  ]
  const names = [...new Set(members.map(({ name }) => name))]
  const rows = new Map<string, PlannedRow[]>()
  for (const { row, name, order } of members) {
    const where = row.where.filter((test) => isSecondKey(test) || matchersOf(test).open.length > 0)
    rows.set(name.toLowerCase(), [
      ...(rows.get(name.toLowerCase()) ?? []),
      { row: { ...row, where }, whole: row, order },
    ])
  }
  const matchers = [
    ...shared.flatMap((one) => one.matchers),
    // Rows without the second key see every value of it.
    ...(members.every(({ row }) => row.where.some(isSecondKey)) ? [`name=~${quoted(anyOf(second))}`] : []),
    selectorOf(first),
  ]
  const labels = [
    ...by,
    ...(isRate ? [] : ['__name__']),
    ...(second.length > 0 ? ['name'] : []),
    ...shared.flatMap(({ open }) => open),
    ...members.flatMap(({ row }) => labelsRead(row)),
  ]
  const raw = isRate
    ? `rate(${names[0]}${braces(...matchers)}[${seconds(window)}])`
    : braces(`__name__=~${quoted(anyOf(names))}`, ...matchers)
  return { promql: combined(first.combine, [...new Set(labels)], raw), rows, isRate }
}

/** Labels of which keys, states and percentiles are made. */
export function labelsRead(row: SeriesRow): readonly string[] {
  const sources = row.labels.flatMap(({ from }) => (from === null ? [] : spellings(from)))
  const quantile = row.reads === 'quantile' && row.statistic === null ? ['quantile'] : []
  return [...sources, ...quantile, ...(row.stateFrom === null ? [] : spellings(row.stateFrom))]
}

export function combined(combine: Combine, labels: readonly string[], raw: string): string {
  const by = `by (${labels.join(',')})`
  if (typeof combine === 'string') return `${combine} ${by} (${raw})`
  const inner = (over: string) => `by (${[...labels, over].join(',')})`
  return 'meanOver' in combine
    ? `avg ${by} (sum ${inner(combine.meanOver)} (${raw}))`
    : `count ${by} (count ${inner(combine.countOf)} (${raw}))`
}
