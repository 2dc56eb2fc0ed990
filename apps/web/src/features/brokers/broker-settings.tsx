import { AgeStamp } from '../../ui/age-stamp.tsx'
import { describeConfigs } from '../../ui/kafka/commands.ts'
import { ConfigTable } from '../../ui/kafka/config-table.tsx'
import { CopyCommand } from '../../ui/kafka/copy-command.tsx'
import { Unknown } from '../../ui/quantity.tsx'
import { SectionHead } from '../../ui/section-head.tsx'
import { untoldWords } from './model.ts'
import type { BrokerData } from './queries.ts'

/** Settings and protocol versions of one broker, and Kafka's own command for the same. */
export function BrokerSettings({ data }: { readonly data: BrokerData }) {
  const bootstrap = data.host === null || data.port === null ? null : `${data.host}:${data.port}`
  return (
    <>
      <SectionHead
        title="Settings"
        note={
          data.configs === null ? undefined : (
            <>
              non-default first; read{' '}
              <AgeStamp observedAt={data.configsObservedAt} intervalMs={data.configsIntervalMs} />
            </>
          )
        }
      />
      {data.configs === null ? (
        <p className="note">
          <Unknown /> {untoldWords(data, 'settings', 'They need DescribeConfigs on the cluster.')}
        </p>
      ) : (
        <ConfigTable label={`settings of broker ${data.id}`} entries={data.configs} />
      )}
      <SectionHead title="The same with Kafka’s own tool" />
      <CopyCommand command={describeConfigs({ bootstrap, entity: 'brokers', name: String(data.id) })} />
      <ApiRanges ranges={data.apiRanges} />
    </>
  )
}

function ApiRanges({ ranges }: { readonly ranges: BrokerData['apiRanges'] }) {
  if (ranges === null) return null
  return (
    <details className="note">
      <summary>{ranges.length} protocol requests it understands</summary>
      <ul className="mono">
        {ranges.map(({ key, name, min, max }) => (
          <li key={key}>
            {name} {min}–{max}
          </li>
        ))}
      </ul>
    </details>
  )
}
