import type { TopicRow } from '../topic-row.ts'

/** The topics that one service of today brings along: events, commands, its state, and what failed. */
export function serviceTopics(
  domain: string,
  { rate, wide, recordBytes }: { rate: number; wide: number; recordBytes: number },
): readonly TopicRow[] {
  return [
    { name: `${domain}.events.v2`, partitions: wide, rate, recordBytes, keep: 72 },
    { name: `${domain}.commands.v1`, partitions: Math.ceil(wide / 2), rate: rate / 4, recordBytes, keep: 24 },
    { name: `${domain}.state-changelog`, partitions: wide, rate: rate / 3, recordBytes, keep: 'compact' },
    { name: `${domain}.retry.5m`, partitions: 3, rate: rate / 200, recordBytes, keep: 24 },
    { name: `${domain}.retry.1h`, partitions: 3, rate: rate / 800, recordBytes, keep: 48 },
    { name: `${domain}.dlq`, partitions: 1, rate: rate / 5_000, recordBytes: recordBytes * 2, keep: 24 * 30 },
  ]
}

/** Kafka Connect's own three topics (`config.storage.topic` and so on). */
export function connectTopics(prefix: string, rf: number): readonly TopicRow[] {
  return [
    { name: `${prefix}-configs`, partitions: 1, rf, keep: 'compact', rate: 0.01 },
    { name: `${prefix}-offsets`, partitions: 25, rf, keep: 'compact', rate: 2, recordBytes: 180 },
    { name: `${prefix}-status`, partitions: 5, rf, keep: 'compact', rate: 0.05 },
  ]
}

/** A Kafka Streams application's repartition and changelog topics, named as Streams names them. */
export function streamsTopics(
  application: string,
  { wide, rate }: { wide: number; rate: number },
): readonly TopicRow[] {
  const store = `${application}-KSTREAM-AGGREGATE-STATE-STORE-0000000003`
  return [
    { name: `${store}-repartition`, partitions: wide, rate, keep: 6, configs: { 'segment.bytes': '52428800' } },
    { name: `${store}-changelog`, partitions: wide, rate: rate / 2, keep: 'compact' },
  ]
}

/** Change data capture of a database: a topic a table. */
export function tableTopics(server: string, tables: readonly string[], rate: number): readonly TopicRow[] {
  return tables.map((table, i) => ({
    name: `${server}.public.${table}`,
    partitions: i % 3 === 0 ? 6 : 3,
    rate: rate / (i + 1),
    recordBytes: 900,
    keep: i % 2 === 0 ? 'compact' : 48,
  }))
}
