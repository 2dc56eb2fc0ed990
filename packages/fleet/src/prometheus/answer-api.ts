// The HTTP API of Prometheus: `/api/v1/query`, `/query_range`, names of labels and their values, targets.
import type { ScrapeTarget } from './prometheus-server.ts'
import { type Line, linesAt, linesOver, vectorAt } from './promql/evaluate.ts'
import { PromqlError } from './promql/expression.ts'
import { parsePromql } from './promql/parse.ts'
import type { Sample, SeriesLabels, SeriesStore } from './series-store.ts'

export interface ApiPart {
  readonly store: SeriesStore
  readonly now: () => number
  readonly targets: readonly (ScrapeTarget & { readonly problem: string | null })[]
}

export interface ApiAnswer {
  readonly status: number
  readonly body: unknown
}

const MOST_POINTS = 11_000

export function answerApi(path: string, form: URLSearchParams, part: ApiPart): ApiAnswer {
  try {
    if (path === '/api/v1/query') return data(query(form, part))
    if (path === '/api/v1/query_range') return data(queryRange(form, part))
    if (path === '/api/v1/labels') return data(labelNames(form, part))
    // Names of labels need no escapes.
    const label = /^\/api\/v1\/label\/(\w+)\/values$/.exec(path)?.[1]
    if (label !== undefined) return data(labelValues(label, form, part))
    if (path === '/api/v1/targets') return data(targets(part))
    return { status: 404, body: { status: 'error', errorType: 'not_found', error: 'path not found' } }
  } catch (error) {
    if (!(error instanceof PromqlError)) throw error
    return { status: 400, body: { status: 'error', errorType: 'bad_data', error: error.message } }
  }
}

function data(result: unknown): ApiAnswer {
  return { status: 200, body: { status: 'success', data: result } }
}

function query(form: URLSearchParams, { store, now }: ApiPart) {
  const expression = parsePromql(form.get('query') ?? '')
  const time = form.get('time')
  const atMs = time === null ? now() : timeOf(time)
  if (expression.kind === 'range') return matrix(linesAt(store, expression, atMs))
  const points = vectorAt(store, expression, atMs)
  if (expression.kind === 'number') return { resultType: 'scalar', result: pair({ atMs, value: expression.value }) }
  return {
    resultType: 'vector',
    result: points.map(({ labels, value }) => ({ metric: labels, value: pair({ atMs, value }) })),
  }
}

function queryRange(form: URLSearchParams, { store }: ApiPart) {
  const expression = parsePromql(form.get('query') ?? '')
  const [fromMs, toMs, stepMs] = ['start', 'end', 'step'].map((name) => timeOf(form.get(name) ?? '')) as [
    number,
    number,
    number,
  ]
  if (stepMs <= 0)
    throw new PromqlError('invalid parameter "step": zero or negative query resolution step widths are not accepted')
  if ((toMs - fromMs) / stepMs > MOST_POINTS) {
    throw new PromqlError(
      'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)',
    )
  }
  return matrix(linesOver(store, expression, { fromMs, toMs, stepMs }))
}

/** Epoch seconds, or RFC 3339. */
function timeOf(text: string): number {
  const number = Number(text)
  const ms = text !== '' && Number.isFinite(number) ? number * 1000 : Date.parse(text)
  if (Number.isNaN(ms)) throw new PromqlError(`cannot parse "${text}" to a valid timestamp`)
  return Math.round(ms)
}

function matrix(lines: readonly Line[]) {
  return {
    resultType: 'matrix',
    result: lines.map(({ labels, samples }) => ({ metric: labels, values: samples.map(pair) })),
  }
}

function pair({ atMs, value }: Sample): readonly [number, string] {
  return [atMs / 1000, Number.isFinite(value) ? String(value) : value > 0 ? '+Inf' : value < 0 ? '-Inf' : 'NaN']
}

function selected(form: URLSearchParams, { store }: ApiPart): readonly SeriesLabels[] {
  const asked = form.getAll('match[]')
  if (asked.length === 0) return store.select([]).map(({ labels }) => labels)
  return asked.flatMap((text) => {
    const expression = parsePromql(text)
    if (expression.kind !== 'selector') throw new PromqlError(`invalid parameter "match[]": ${text}`)
    return store.select(expression.matchers).map(({ labels }) => labels)
  })
}

function labelNames(form: URLSearchParams, part: ApiPart): readonly string[] {
  return [...new Set(selected(form, part).flatMap((labels) => Object.keys(labels)))].sort()
}

function labelValues(label: string, form: URLSearchParams, part: ApiPart): readonly string[] {
  return [...new Set(selected(form, part).flatMap((labels) => labels[label] ?? []))].sort()
}

function targets({ targets: all }: ApiPart) {
  return {
    activeTargets: all.map(({ url, labels, problem }) => ({
      labels: { instance: new URL(url).host, ...labels },
      scrapePool: labels.job ?? '',
      scrapeUrl: url,
      health: problem === null ? 'up' : 'down',
      lastError: problem ?? '',
    })),
    droppedTargets: [],
  }
}
