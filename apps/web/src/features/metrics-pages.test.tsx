import type { Envelope } from '@perigee/contract'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { beforeAll, expect, test, vi } from 'vitest'
import { type ApiCall, apiUrl } from '../api/call.ts'
import { apiKey } from '../api/queries.ts'
import { cannedAnswer, cannedAt, clustersOf, type Story } from '../testing/canned.ts'
import { routes } from '../testing/canned-more.ts'
import { cannedBrokerVitals, cannedClusterVitals } from '../testing/canned-vitals.ts'
import { CoverageLine } from '../ui/kafka/coverage-line.tsx'
import { WhyEvidence } from '../ui/kafka/why-evidence.tsx'
import { BrokerMetrics } from './brokers/vitals/broker-metrics.tsx'
import { RequestTable } from './brokers/vitals/request-table.tsx'
import { VitalTable } from './brokers/vitals/vital-table.tsx'
import { CapabilityPage } from './capability/page.tsx'
import { CapacityPage } from './capacity/page.tsx'
import { ClusterMetrics } from './cluster/cluster-metrics.tsx'
import { fullWords, handlersStat } from './cluster/load-stats.ts'
import { clusterStats } from './cluster/model.ts'
import type { ClusterData } from './cluster/queries.ts'

const NOW = Date.now()
const canned = cannedAt('broken', NOW)

beforeAll(() => {
  vi.stubGlobal('location', { pathname: '/c/payments-eu', search: '', href: 'http://localhost/c/payments-eu' })
})

function answerOf(story: Story, call: ApiCall): Envelope<unknown> {
  return cannedAnswer(story, new URL(apiUrl(call), 'http://localhost'), routes)?.body as Envelope<unknown>
}

/** Draws with the answers to `calls` at hand; everything else is still being read. */
function draw(node: ReactNode, story: Story = 'broken', calls: readonly ApiCall[] = []): string {
  const client = new QueryClient()
  for (const call of calls) client.setQueryData(apiKey(call), answerOf(story, call))
  return renderToStaticMarkup(<QueryClientProvider client={client}>{node}</QueryClientProvider>)
}

const of = (cluster: string) => ({ params: { cluster } })
const clusterOf = (cluster: string) =>
  answerOf('broken', { route: 'cluster', ...of(cluster) }).data as unknown as ClusterData

test('a cluster without exporters: one line with the setting, and no figure that nobody told', () => {
  const call: ApiCall = { route: 'vitals', ...of('orders-legacy') }
  const page = draw(<ClusterMetrics cluster={clusterOf('orders-legacy')} />, 'broken', [call])
  expect(page).toContain('metrics: { pattern:')
  expect(page).not.toContain('Request time')
  expect(page).not.toContain('Controller')
})

test('a cluster with exporters names those that do not answer, what differs, and why a broker is slow', () => {
  const call: ApiCall = { route: 'vitals', ...of('payments-eu') }
  const page = draw(<ClusterMetrics cluster={clusterOf('payments-eu')} />, 'broken', [call])
  expect(page).toContain('broker 7 (connection refused)')
  expect(page).toContain('Two accounts differ.')
  expect(page).toMatch(/<summary>Broker 11 [^<:]*(?: and \d more)?: figures and advice<\/summary>/)
  expect(page).toContain('log flush p99')
  expect(page).toContain('2 metrics are not told')
})

test('the rail has the slowest handlers and the days of the fullest disk, or what it had before', () => {
  const cluster = clusterOf('payments-eu')
  const vitals = cannedClusterVitals(canned, 'payments-eu').data
  const labels = clusterStats(cluster, { handlers: handlersStat('payments-eu', vitals), full: 'full in 29 d' })
  expect(labels).toHaveLength(8)
  expect(labels.at(-1)).toMatchObject({ label: 'Slowest handlers', value: '9', note: 'broker 11, 2 unknown' })
  expect(labels.find(({ label }) => label === 'Fullest disk')?.note).toContain('full in 29 d')
  const untold = cannedClusterVitals(canned, 'orders-legacy').data
  expect(handlersStat('orders-legacy', untold)).toBeNull()
  expect(clusterStats(cluster).at(-1)?.label).toBe('Non-preferred leaders')
  expect(fullWords(undefined, 18)).toBeNull()
})

test('a broker whose exporter is silent says so, and draws no table of vitals', () => {
  const broker = { id: 7, changes: [], sentence: { strong: '', rest: '', status: 'ok', lede: '' } }
  const call: ApiCall = { route: 'brokerVitals', params: { cluster: 'payments-eu', broker: 7 } }
  const page = draw(<BrokerMetrics cluster="payments-eu" broker={broker as never} />, 'broken', [call])
  expect(page).toContain('The exporter of broker 7 does not answer: connection refused.')
  expect(page).not.toContain('<table')
})

test('the figures behind a reason have their units and the median of the others', () => {
  const { whys } = cannedBrokerVitals(canned, 'payments-eu', 11).data
  const page = draw(<WhyEvidence cluster="payments-eu" broker={11} whys={whys} said="" />).replaceAll('\u00a0', ' ')
  expect(page).toContain('880 ms')
  expect(page).toContain('median 9 ms')
  expect(draw(<WhyEvidence cluster="a" broker={11} whys={[]} said="" />)).toBe('')
})

test('vitals: the worst deviation first, rank 1 is best', () => {
  const { vitals } = cannedBrokerVitals(canned, 'payments-eu', 11).data
  const page = draw(<VitalTable vitals={vitals} />)
  expect(page).toContain('22 of 22')
  expect(page).toContain('1 = best')
  expect(page.indexOf('Total time of Produce')).toBeLessThan(page.indexOf('Largest replica lag'))
})

test('stage times that are not told are dashes, and what is old says so', () => {
  const requests = cannedBrokerVitals(canned, 'payments-eu', 11).data.requests.map((request) => ({
    ...request,
    isIdle: true,
    stages: [],
  }))
  const page = draw(<RequestTable requests={requests} statistic="p99" />)
  expect(page.match(/>unknown</g)).toHaveLength(18)
  expect(page).toContain('no request came lately')
})

test('what exporters tell: states, costs, reasons, and the lean configuration', () => {
  const page = (cluster: string) =>
    draw(<CapabilityPage page={{ kind: 'capability', cluster }} />, 'broken', [{ route: 'capability', ...of(cluster) }])
  const troubled = page('payments-eu').replaceAll('\u00a0', ' ')
  expect(troubled).toContain('2 of 24 exporters do not answer')
  expect(troubled).toContain('it counts 255 leaders, Kafka lists 12 for broker 4')
  expect(troubled).toContain('Bitnami rules export no percentiles')
  expect(troubled).toContain('lean-exporter.yml')
  expect(troubled).toMatch(/largest page, that of broker 7, it would leave 640 of 10,420 series: .*93 % less/)
  expect(page('orders-legacy')).toContain('metrics: { pattern:')
})

test('capacity: days with what they rest on; what is not known is a word, never zero', () => {
  const call: ApiCall = { route: 'capacity', ...of('payments-eu') }
  const page = draw(<CapacityPage page={{ kind: 'capacity', cluster: 'payments-eu' }} />, 'broken', [call])
  expect(page).toContain('Full in 29 d')
  expect(page).toContain('Not known')
  expect(page).toContain('too little history')
  const blank = draw(<CapacityPage page={{ kind: 'capacity', cluster: 'payments-eu' }} />, 'no-data', [call])
  expect(blank).toContain('No volume is known')
  expect(blank).not.toMatch(/class="v">0</)
})

test('healthy clusters are quiet: no word of trouble in what their exporters tell', () => {
  for (const { name } of clustersOf(cannedAt('healthy', NOW)).slice(0, 3)) {
    const { coverage } = cannedClusterVitals(cannedAt('healthy', NOW), name).data
    expect(draw(<CoverageLine cluster={name} coverage={coverage} />)).not.toMatch(/class="[^"]*\b(bad|mid|banner)\b/)
  }
})
