// History out of Graphite: its render API, with a path for each metric. Also spoken by carbonapi and others of its kin.
import type { GraphiteConfig } from '@perigee/config'
import type { Gap } from '@perigee/domain'
import { askHttp } from '../http/ask-http.ts'
import { peerFailure } from '../kafka/link/network-failure.ts'
import { bad, good, type Result } from '../kafka/result.ts'
import type { GraphiteSource, RangeAnswer, RangeAsk } from '../metrics/source.ts'
import { wantedOf } from '../metrics/wanted.ts'
import type { Outcome } from '../outcome.ts'
import { graphitePath } from './paths.ts'

export interface GraphiteOptions {
  /** Deadline of one question, ms. */
  readonly timeoutMs: number
  /** Stands where the template says {cluster}. */
  readonly cluster: string
}

const MAX_ANSWER_BYTES = 32 << 20
const MOST_POINTS = 11_000

interface Grid {
  readonly fromMs: number
  readonly stepMs: number
  readonly count: number
}

/** One series of the answer: what is asked for, and by what name it comes back. */
interface Line {
  readonly path: string
  readonly target: string | null
}

export function openGraphite(config: GraphiteConfig, { timeoutMs, cluster }: GraphiteOptions): GraphiteSource {
  const url = new URL('render', config.url.endsWith('/') ? config.url : `${config.url}/`)
  return {
    range: async (ask, signal): Promise<Outcome<RangeAnswer>> => {
      const lines = linesOf(config, cluster, ask, url.host)
      if (!lines.ok) return lines
      const grid = gridOf(ask)
      const answer = await askHttp({
        url: url.href,
        method: 'POST',
        body: formOf(lines.value, grid),
        auth: config.auth,
        timeoutMs,
        maxBytes: MAX_ANSWER_BYTES,
        signal,
        // carbonapi's word for no such series.
        accept: [404],
      })
      if (!answer.ok) return answer
      const drawn = answer.value.status === 404 ? good(new Map()) : readDrawn(answer.value.body, url.host)
      return drawn.ok ? answerOf(lines.value, grid, drawn.value, url.host) : drawn
    },
  }
}

/** Wider steps than asked for where there would be too many of them. Graphite counts in seconds. */
function gridOf({ fromMs, toMs, stepMs }: RangeAsk): Grid {
  const spanMs = Math.max(1_000, toMs - fromMs)
  const wide = Math.ceil(Math.max(1_000, stepMs, spanMs / MOST_POINTS) / 1_000) * 1_000
  return { fromMs: Math.floor(fromMs / 1_000) * 1_000, stepMs: wide, count: Math.ceil(spanMs / wide) }
}

const AGGREGATES = { sum: 'sumSeries', max: 'maxSeries', min: 'minSeries', controller: 'maxSeries' } as const

function linesOf(config: GraphiteConfig, cluster: string, ask: RangeAsk, peer: string): Result<readonly Line[]> {
  const { key, topic, targets } = ask
  const over = wantedOf(key, topic)?.metric.over
  if (over === undefined) return bad(peerFailure('unsupported', `${key} is no key of a metric`, peer))
  if (targets === null && over === 'none')
    return bad(peerFailure('unsupported', `${key} of several nodes must not be put together`, peer))
  const lines: Line[] = []
  for (const target of targets ?? [null]) {
    const path = graphitePath(config, { cluster, key, topic, target })
    if (path === null) {
      const missing = topic === null ? '{node} or {host}' : '{topic}'
      return bad(peerFailure('unsupported', `the template of ${key} has no ${missing} in it`, peer))
    }
    const isMany = target === null && path.includes('*') && over !== 'none'
    lines.push({ path: isMany ? `${AGGREGATES[over]}(${path})` : path, target: target?.id ?? null })
  }
  return good(lines)
}

function formOf(lines: readonly Line[], { fromMs, stepMs, count }: Grid): URLSearchParams {
  const step = stepMs / 1_000
  const form = new URLSearchParams({
    format: 'json',
    from: String(fromMs / 1_000),
    until: String(fromMs / 1_000 + count * step),
    // Above what is asked for: it would average what was summed up by step already.
    maxDataPoints: String(count + 2),
  })
  for (const [index, { path }] of lines.entries()) {
    for (const [name, how] of [
      ['mean', 'avg'],
      ['max', 'max'],
    ]) {
      form.append('target', `alias(summarize(${path},"${step}s","${how}",true),"${name} ${index}")`)
    }
  }
  return form
}

type Points = ReadonlyMap<number, number>

/** Series by name: values by time, epoch ms. */
function readDrawn(body: Buffer, peer: string): Result<ReadonlyMap<string, Points>> {
  let rows: unknown = null
  try {
    rows = JSON.parse(body.toString())
  } catch {
    // Told below.
  }
  if (!Array.isArray(rows)) return bad(peerFailure('garbage', 'the answer is not that of Graphite’s render API', peer))
  const drawn = new Map<string, Points>()
  for (const row of rows) {
    const { target, datapoints } = (row ?? {}) as { target?: unknown; datapoints?: unknown }
    if (typeof target !== 'string' || !Array.isArray(datapoints)) continue
    drawn.set(target, new Map(datapoints.flatMap(readPoint)))
  }
  return good(drawn)
}

/** `[4.5, 1700000000]`; null where nothing was recorded. */
function readPoint(point: unknown): readonly (readonly [number, number])[] {
  if (!Array.isArray(point)) return []
  const [value, at] = point as readonly unknown[]
  return typeof value === 'number' && typeof at === 'number' ? [[at * 1_000, value]] : []
}

function answerOf(
  lines: readonly Line[],
  grid: Grid,
  drawn: ReadonlyMap<string, Points>,
  peer: string,
): Outcome<RangeAnswer> {
  const at = Array.from({ length: grid.count }, (_, index) => grid.fromMs + index * grid.stepMs)
  const series = lines.map(({ target }, index) => ({
    target,
    mean: columnOf(drawn.get(`mean ${index}`), grid),
    max: columnOf(drawn.get(`max ${index}`), grid),
  }))
  const absent = lines.filter((_, index) => !drawn.has(`mean ${index}`)).map(({ path }) => path)
  return { ok: true, value: { at, series }, gaps: absentGaps(absent, peer) }
}

/** Times are those of the steps' beginnings, to the second, or of the store's own step next to it. */
function columnOf(points: Points | undefined, { fromMs, stepMs, count }: Grid): readonly (number | null)[] {
  const column = new Array<number | null>(count).fill(null)
  for (const [atMs, value] of points ?? []) {
    const index = Math.floor((atMs - fromMs) / stepMs)
    if (index >= 0 && index < count) column[index] = value
  }
  return column
}

function absentGaps(paths: readonly string[], peer: string): readonly Gap[] {
  if (paths.length === 0) return []
  const more = paths.length > 3 ? ` and ${paths.length - 3} more` : ''
  const message = `it has no series at ${paths.slice(0, 3).join(', ')}${more}`
  const needs = 'a metrics.graphite.template that matches the paths in Graphite'
  return [{ fact: 'history', failure: peerFailure('unsupported', message, peer), needs }]
}
