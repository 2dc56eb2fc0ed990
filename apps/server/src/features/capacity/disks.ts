import type { CapacityDisk } from '@perigee/contract'
import { type Ending, type Growth, project } from '@perigee/domain'
import { urlOf } from '@perigee/links'
import type { ClusterState } from '../../facts/state.ts'
import type { Growths } from './histories.ts'
import type { TopicRow } from './topics.ts'
import { type Volume, volumesOf } from './volumes.ts'
import { fullWire, growthWire, restsWords } from './words.ts'

/** Every volume with the day it is full, first to be full first. */
export function diskWires(cluster: ClusterState, rows: readonly TopicRow[], growths: Growths): CapacityDisk[] {
  const ending = new Map(rows.flatMap((row) => (row.level.kind === 'levels-off' ? [[row.topic, row]] : [])))
  const watched = new Set(ending.keys())
  return [...cluster.facts.logDirs.values()]
    .flatMap(({ value }) => (value === undefined ? [] : volumesOf(value, watched)))
    .map((volume) => diskWire(cluster, volume, { growths, ending }))
    .sort(
      (a, b) =>
        (a.days ?? Number.MAX_VALUE) - (b.days ?? Number.MAX_VALUE) ||
        (b.usedRatio ?? -1) - (a.usedRatio ?? -1) ||
        a.broker - b.broker,
    )
}

function diskWire(
  cluster: ClusterState,
  volume: Volume,
  { growths, ending }: { readonly growths: Growths; readonly ending: ReadonlyMap<string, TopicRow> },
): CapacityDisk {
  const { broker, totalBytes, usableBytes, replicaBytes } = volume
  const growth = growthOn(volume, growths.byBroker.get(broker) ?? null)
  const endings = endingsOn(volume, ending)
  const full = fullWire(
    project({ usableBytes: volume.isOffline ? null : usableBytes, growth, endings }),
    restsOn(volume, growth, endings.length),
  )
  return {
    ...full,
    ...(volume.isOffline ? { status: 'critical' as const, word: 'Offline' } : {}),
    broker,
    path: volume.paths.join(', '),
    href: urlOf({ kind: 'broker', cluster: cluster.name, broker }),
    totalBytes,
    usableBytes,
    usedRatio: totalBytes === null || usableBytes === null || totalBytes <= 0 ? null : 1 - usableBytes / totalBytes,
    replicaBytes,
    growth: growthWire(growth, 'less than an hour of history'),
  }
}

/** Sizes are kept by broker: its volumes grow as what lies on them. */
function growthOn({ replicaBytes, brokerBytes }: Volume, growth: Growth | null): Growth | null {
  if (growth === null || brokerBytes <= 0) return growth
  const share = replicaBytes / brokerBytes
  return {
    bytesPerDay: growth.bytesPerDay * share,
    lowBytesPerDay: growth.lowBytesPerDay * share,
    highBytesPerDay: growth.highBytesPerDay * share,
    overMs: growth.overMs,
  }
}

function endingsOn({ byTopic }: Volume, ending: ReadonlyMap<string, TopicRow>): Ending[] {
  return [...byTopic].flatMap(([topic, bytes]): Ending[] => {
    const row = ending.get(topic)
    if (row?.level.kind !== 'levels-off' || row.sizeBytes === null || row.sizeBytes <= 0) return []
    return [{ bytesPerDay: (row.bytesPerDay * bytes) / row.sizeBytes, inDays: row.level.inDays }]
  })
}

function restsOn({ paths, replicaBytes, brokerBytes }: Volume, growth: Growth | null, notReached: number): string {
  const rests = restsWords(growth?.overMs ?? null, notReached)
  if (growth === null) return rests
  const shared = paths.length > 1 ? '; its directories share one volume' : ''
  const split = replicaBytes < brokerBytes ? "; the broker's growth by the share of its bytes that lie here" : ''
  return `${rests}${shared}${split}; nothing but Kafka grows on it`
}
