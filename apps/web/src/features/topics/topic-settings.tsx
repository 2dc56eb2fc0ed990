import { describeConfigs } from '../../ui/kafka/commands.ts'
import { ConfigTable } from '../../ui/kafka/config-table.tsx'
import { CopyCommand } from '../../ui/kafka/copy-command.tsx'
import { SectionHead } from '../../ui/section-head.tsx'
import type { TopicData } from './queries.ts'

/** All settings with their origin, and Kafka's own command for the same. */
export function TopicSettings({ data }: { readonly data: TopicData }) {
  return (
    <>
      <SectionHead title="All settings" note="with where each is set, and what it would be otherwise" />
      {data.configs === null ? (
        <p className="note">Settings of this topic are not known.</p>
      ) : (
        <ConfigTable label={`settings of ${data.name}`} entries={data.configs} />
      )}
      <SectionHead title="The same with Kafka’s own tool" />
      <CopyCommand command={describeConfigs({ bootstrap: null, entity: 'topics', name: data.name })} />
    </>
  )
}
