import type { BrokerDetail, Brokers, BrokerVitals } from '@perigee/contract'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../api/queries.ts'

export type BrokersData = Brokers['data']
export type BrokerData = BrokerDetail['data']
export type BrokerVitalsData = BrokerVitals['data']

export function useBrokers(cluster: string) {
  return useQuery(apiQuery<BrokersData>({ route: 'brokers', params: { cluster } }))
}

export function useBroker(cluster: string, broker: number) {
  return useQuery(apiQuery<BrokerData>({ route: 'broker', params: { cluster, broker } }))
}

/** What its exporter and its host's tell: a question of its own, so that the page does not wait for it. */
export function useBrokerVitals(cluster: string, broker: number) {
  return useQuery(apiQuery<BrokerVitalsData>({ route: 'brokerVitals', params: { cluster, broker } }))
}
