import { committedOffset } from '../../world/group.ts'
import { coordinatedBy } from '../../world/operations/groups.ts'
import type { BeanWriter } from '../bean-writer.ts'
import type { BrokerVitals } from '../vitals/broker-vitals.ts'

/** `ConsumerLagMetrics`: only brokers of Amazon MSK tell the lag of the groups that they coordinate. */
export function consumerLagBeans(writer: BeanWriter, { cluster, broker }: BrokerVitals): void {
  for (const { id: groupId, commits } of coordinatedBy(cluster, broker.id).groups) {
    for (const [topic, list] of commits) {
      let sum = 0
      let most = 0
      for (const [i, progress] of list.entries()) {
        const log = cluster.partition(topic, i)?.log
        const committed = log === undefined ? null : committedOffset(progress, log, cluster.now)
        if (log === undefined || committed === null) continue
        const lag = log.endOffset(cluster.now) - committed
        sum += lag
        most = Math.max(most, lag)
      }
      const gauge = (name: string, value: number) =>
        writer.gauge(
          { domain: 'kafka.consumer.group', type: 'ConsumerLagMetrics', name, tags: { groupId, topic } },
          value,
        )
      gauge('SumOffsetLag', sum)
      gauge('MaxOffsetLag', most)
    }
  }
}
