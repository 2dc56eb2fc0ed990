import { CopyCommand } from './copy-command.tsx'

/** Part of the cluster's entry in perigee.yaml. */
const SETTING = 'metrics: { pattern: "http://{host}:7071/metrics" }'

/** The setting that turns metrics on: one quiet line where there are none. */
export function MetricsSetting({ cluster, hint }: { readonly cluster: string; readonly hint?: string | null }) {
  return (
    <div>
      <p className="note">
        {hint ??
          `No exporter of ${cluster} is known, so request times, idle threads, CPU, memory and network are not. Where every broker runs jmx_exporter, this line in the cluster’s entry is all it takes:`}
      </p>
      <CopyCommand command={SETTING} />
    </div>
  )
}
