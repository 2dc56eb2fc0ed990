import type { Envelope } from '@perigee/contract'
import { AgeStamp } from '../../ui/age-stamp.tsx'
import { ChangeLog } from '../../ui/change-log.tsx'
import { Facts } from '../../ui/facts.tsx'
import { LogDirTable } from '../../ui/kafka/log-dir-table.tsx'
import { RestartAnswer } from '../../ui/kafka/restart-answer.tsx'
import { Quantity, Unknown } from '../../ui/quantity.tsx'
import { SectionHead } from '../../ui/section-head.tsx'
import { untoldWords } from './model.ts'
import type { BrokerData } from './queries.ts'

/** The decision, the disks, what happened, and what Perigee costs this broker. */
export function BrokerAside({ envelope: { data, freshness } }: { readonly envelope: Envelope<BrokerData> }) {
  return (
    <aside aria-label="Restart, disks, history">
      <SectionHead title="Restart" />
      <RestartAnswer check={data.restart} intervalMs={freshness.expectedIntervalMs} />
      <SectionHead
        title="Log directories"
        note={<AgeStamp observedAt={data.sizesObservedAt} intervalMs={data.sizesIntervalMs} />}
      />
      {data.logDirDetails === null ? (
        <p className="note">
          <Unknown /> {untoldWords(data, 'log directories')}
        </p>
      ) : (
        <LogDirTable dirs={data.logDirDetails} />
      )}
      <SectionHead title="History" />
      <ChangeLog changes={data.changes} name="left-out" />
      <SectionHead title="What Perigee asks of it" />
      <Facts
        facts={[
          ['Requests', <Quantity key="requests" value={data.cost.requests} />],
          ['Read', <Quantity key="bytes" value={data.cost.bytes} kind="bytes" />],
          ['Spent waiting', <Quantity key="busy" value={data.cost.busyMs} kind="duration" />],
        ]}
      />
    </aside>
  )
}
