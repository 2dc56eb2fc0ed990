// A page as a broker of the given shape would answer it: a recorded page whose topics and replicas are replaced by as many
// as wanted, each with the series that a recorded one has.
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

export type Rules = 'no rules' | 'example rules'

export interface PageShape {
  readonly rules: Rules
  readonly broker: number
  readonly topics: number
  readonly replicas: number
  /** Pages of a later round count on. */
  readonly round: number
}

const RECORDED: Readonly<Record<Rules, string>> = {
  'no rules': 'kafka-3.9-zk-broker2-no-rules',
  'example rules': 'kafka-3.9-zk-broker1-lowercase-rules',
}

/** Of all topics, so many are hosted by each broker: the next brokers share most of them. */
const TOPICS_APART = 30

export function brokerPage({ rules, broker, topics, replicas, round }: PageShape): string {
  const { fixed, topic, replica } = templateOf(rules)
  const names = Array.from(
    { length: topics },
    (_, i) => `team-${(broker * TOPICS_APART + i) % 40}.events-${broker * TOPICS_APART + i}`,
  )
  const perTopic = names.flatMap((name) => topic.map((line) => line.replace(TOPIC, `topic="${name}"`)))
  const perReplica = Array.from({ length: replicas }, (_, i) =>
    replica.map((line) =>
      line
        .replace(TOPIC, `topic="${names[i % names.length]}"`)
        .replace(PARTITION, `partition="${Math.floor(i / names.length)}"`),
    ),
  ).flat()
  // As the format wants it and exporters do it: all series of a name in a row.
  const byName = Map.groupBy([...perTopic, ...perReplica], nameOf)
  const lines = fixed.flatMap((line) => {
    const more = line.startsWith('#') ? [] : (byName.get(nameOf(line)) ?? [])
    byName.delete(nameOf(line))
    return [line, ...more]
  })
  return `${[...lines, ...[...byName.values()].flat()].map((line) => countedOn(line, broker, round)).join('\n')}\n`
}

function nameOf(line: string): string {
  return /^[^{ ]*/.exec(line)?.[0] ?? ''
}

const TOPIC = /topic="[^"]*"/
const PARTITION = /partition="[^"]*"/

interface Template {
  readonly fixed: readonly string[]
  readonly topic: readonly string[]
  readonly replica: readonly string[]
}

const templates = new Map<Rules, Template>()

function templateOf(rules: Rules): Template {
  const known = templates.get(rules)
  if (known !== undefined) return known
  const file = new URL(`../../../sources/src/exporter/recorded/${RECORDED[rules]}.prom.gz`, import.meta.url)
  const lines = gunzipSync(readFileSync(file)).toString().trimEnd().split('\n')
  const of = (test: (line: string) => boolean) => lines.filter((line) => !line.startsWith('#') && test(line))
  const isTopic = (line: string) => TOPIC.test(line) && !PARTITION.test(line)
  const topic = richest(of(isTopic))
  const template = {
    fixed: lines.filter((line) => !TOPIC.test(line) || line.startsWith('#')),
    topic,
    replica: richestReplica(of((line) => PARTITION.test(line) && TOPIC.test(line))),
  }
  templates.set(rules, template)
  return template
}

/** The lines of the topic that has most of them. */
function richest(lines: readonly string[]): readonly string[] {
  const groups = Map.groupBy(lines, (line) => TOPIC.exec(line)?.[0] ?? '')
  return [...groups.values()].reduce((most, group) => (group.length > most.length ? group : most), [])
}

function richestReplica(lines: readonly string[]): readonly string[] {
  const groups = Map.groupBy(lines, (line) => `${TOPIC.exec(line)?.[0]} ${PARTITION.exec(line)?.[0]}`)
  return [...groups.values()].reduce((most, group) => (group.length > most.length ? group : most), [])
}

function countedOn(line: string, broker: number, round: number): string {
  if (line.startsWith('#')) return line
  const space = line.lastIndexOf(' ')
  const value = Number(line.slice(space + 1))
  return Number.isFinite(value) && value !== 0 ? `${line.slice(0, space)} ${value + broker + 1_000 * round}` : line
}
