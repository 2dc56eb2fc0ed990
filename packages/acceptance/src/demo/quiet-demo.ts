import { apiPath, type Demo, type Overview } from '@perigee/contract'
import { read } from '../api.ts'
import { type RunningConsole, startConsole } from '../running-console.ts'
import type { PageAt } from './told.ts'

/** As often as a loaded machine can keep up with: a late answer would be told as late. */
const YAML = `
polling:
  registryMs: 2000
  topologyMs: 2000
  endOffsetsMs: 2000
  logDirsMs: 2000
  configsMs: 10000
  zookeeperMs: 2000
`

/** The console with its demo, in which nothing goes wrong by itself. */
export function startQuietDemo(): Promise<RunningConsole> {
  return startConsole({ yaml: YAML, args: ['--log-level', 'warn'], env: { DEMO_STORY: 'off' } })
}

export type ScenarioNow = NonNullable<Demo['data']['demo']>['scenarios'][number]

export async function scenariosOf(console: RunningConsole): Promise<readonly ScenarioNow[]> {
  return (await read<Demo>(console, apiPath('demo'))).data.demo?.scenarios ?? []
}

export async function act(console: RunningConsole, scenario: string, action: 'start' | 'stop'): Promise<void> {
  const answer = await console.post(apiPath('demoScenario', { scenario }), { action })
  if (answer.status !== 200) throw new Error(`${action} of ${scenario} answered ${answer.status}: ${answer.text}`)
}

/** The data of a page; for a page that does not exist, its status. */
export async function dataOf(console: RunningConsole, { route, params, query = '' }: PageAt): Promise<unknown> {
  const answer = await console.get(apiPath(route, params) + query)
  if (answer.status !== 200) return { httpStatus: answer.status }
  return (JSON.parse(answer.text) as { data: unknown }).data
}

/** What must be as before once a scenario has healed. */
export async function pictureOf(console: RunningConsole, cluster: string): Promise<unknown> {
  const { data } = await read<Overview>(console, apiPath('overview'))
  const row = data.clusters.find(({ name }) => name === cluster)
  if (row === undefined) return null
  const { status, brokers, quorum, topics, partitions, canLose, freshness } = row
  const { offlinePartitions, underMinIsrPartitions, underReplicatedPartitions, reassigningPartitions } = row
  return {
    ...{ status, brokers, quorum, topics, partitions, canLose, freshness },
    ...{ offlinePartitions, underMinIsrPartitions, underReplicatedPartitions, reassigningPartitions },
    nonPreferredLeaders: row.nonPreferredLeaders,
    problems: row.problems.map(({ code }) => code),
  }
}
