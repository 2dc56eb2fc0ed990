import type { BrokerDetail, Brokers } from '@perigee/contract'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../api/queries.ts'

export type BrokersData = Brokers['data']
export type BrokerData = BrokerDetail['data']

export function useBrokers(cluster: string) {
  return useQuery(apiQuery<BrokersData>({ route: 'brokers', params: { cluster } }))
}

export function useBroker(cluster: string, broker: number) {
  return useQuery(apiQuery<BrokerData>({ route: 'broker', params: { cluster, broker } }))
}
