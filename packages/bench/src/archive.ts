// What numbers kept for years cost: bytes a point, time of a minute's write, of folding and of a read.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ArchiveKeeper, MinuteGatherer, type SealedMinute } from '@perigee/store'
import { inMs, timed } from './measure.ts'

const MINUTE_MS = 60_000
const DAY_MINUTES = 1440
/** Where a chunk of hours begins. */
const START = 20_760 * 86_400_000
const DAYS = 10
/** Points of one series in each width when everything is kept that is ever kept. */
const KEPT_POINTS = [4_320, 8_640, 17_520] as const
/** Of thirty days of hours only those that were lived through. */
const POINTS_A_CHUNK = [60, 288, DAYS * 24] as const
const WIDTHS = ['1 min', '5 min', '1 h'] as const
const KEYS_A_BROKER = 63
const TOPIC_KEYS = 5
const CLUSTER_KEYS = 69

/** Ten days of so many series, lived through at once, four samples a minute. */
export function benchArchive(series: number): string[] {
  const directory = mkdtempSync(join(tmpdir(), 'perigee-bench-archive-'))
  const keeper = new ArchiveKeeper({ directory, maxBytes: 4e9 })
  try {
    const writes = liveThrough(keeper, series)
    const nowMs = START + DAYS * DAY_MINUTES * MINUTE_MS
    const folded = timed(1, () => drain(keeper, nowMs + 3 * 3_600_000))
    const read = timed(20, () => {
      const reader = keeper.reader({ fromMs: nowMs - 86_400_000, toMs: nowMs, points: 240 }, nowMs)
      reader?.read('c', 's1')
    })
    keeper.close()
    const bytes = bytesAPoint(directory)
    return [
      `${series} series: a minute is written in ${inMs(writes)} (mean, with hours folded), last folding ${inMs(folded.medianMs)}`,
      `a day of one series is read in ${inMs(read.medianMs)}`,
      ...WIDTHS.map((width, tier) => `${width}: ${(bytes[tier] as number).toFixed(2)} bytes a point`),
      ...[
        [3, 50],
        [24, 300],
        [100, 500],
      ].map(([brokers, topics]) => sizeLine(brokers as number, topics as number, bytes)),
    ]
  } finally {
    keeper.close()
    rmSync(directory, { recursive: true, force: true })
  }
}

function liveThrough(keeper: ArchiveKeeper, series: number): number {
  const sealed: SealedMinute[] = []
  const gatherer = new MinuteGatherer((minute) => sealed.push(minute))
  const slots = Array.from({ length: series }, (_, i) => gatherer.open('c', `s${i}`))
  let spentMs = 0
  for (let minute = 0; minute < DAYS * DAY_MINUTES; minute += 1) {
    const at = START + minute * MINUTE_MS
    for (let quarter = 0; quarter < 4; quarter += 1)
      for (const [i, slot] of slots.entries())
        gatherer.add(slot, at + quarter * 15_000, valueAt(i, minute * 4 + quarter))
    gatherer.flush()
    const began = performance.now()
    for (const one of sealed.splice(0)) keeper.take(one, at + MINUTE_MS)
    drain(keeper, at + MINUTE_MS)
    spentMs += performance.now() - began
  }
  return spentMs / (DAYS * DAY_MINUTES)
}

/** As in a cluster: half are rates and times that never stand still, a quarter counts that seldom change, a quarter zeros. */
function valueAt(series: number, step: number): number {
  const kind = series % 4
  if (kind === 3) return 0
  if (kind === 2) return 100 + Math.floor(Math.sin(step / 4_000 + series) * 20)
  const noise = Math.sin(step * 12.9898 + series * 78.233) * 43_758.5453
  return 1_000 * (series + 1) * (1 + 0.3 * Math.sin(step / 5_760) + 0.2 * (noise - Math.floor(noise)))
}

function drain(keeper: ArchiveKeeper, nowMs: number): void {
  for (const _ of keeper.work(nowMs));
}

function bytesAPoint(directory: string): number[] {
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite')
  const db = new DatabaseSync(join(directory, 'history.sqlite'), { readOnly: true })
  const pages = db.prepare('SELECT sum(pgsize) AS bytes FROM dbstat WHERE name = ?')
  const chunks = Number((pages.get('chunks') as { bytes: number }).bytes)
  const rows = db
    .prepare(
      'SELECT key >> 46 AS tier, sum(length(data)) AS bytes, count(*) AS chunks FROM chunks GROUP BY tier ORDER BY tier',
    )
    .all()
  db.close()
  const told = rows.map(({ bytes }) => Number(bytes))
  // Pages are not full: what they waste is shared by all.
  const waste = chunks / told.reduce((sum, bytes) => sum + bytes, 0)
  const points = rows.map((row, tier) => Number(row.chunks) * (POINTS_A_CHUNK[tier] as number))
  return told.map((bytes, tier) => (bytes * waste) / (points[tier] as number))
}

function sizeLine(brokers: number, topics: number, bytes: readonly number[]): string {
  const series = brokers * KEYS_A_BROKER + topics * TOPIC_KEYS + CLUSTER_KEYS
  const all = KEPT_POINTS.reduce((sum, points, tier) => sum + points * (bytes[tier] as number), 0)
  const yearly = 8_760 * (bytes[2] as number)
  const mb = (each: number) => `${Math.round((each * series) / 1e6)} MB`
  return `${brokers} brokers, ${topics} topics (${series} series): ${mb(all)} when full, ${mb(yearly)} a year of hours in it`
}
