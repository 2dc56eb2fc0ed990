import type { ClusterConfig } from '@perigee/config'
import type { Source } from '@perigee/contract'

/** Sources that are configured and that this release does not read yet: shown, so that nobody waits for them. */
export function unusedRows({ name, cruiseControl, schemaRegistries, connect }: ClusterConfig): Source[] {
  return [
    ...(cruiseControl === null ? [] : [{ kind: 'cruise-control', title: 'Cruise Control', target: cruiseControl }]),
    ...schemaRegistries.map((target) => ({ kind: 'schema-registry', title: 'Schema Registry', target })),
    ...connect.map(({ name: connectName, url }) => ({
      kind: 'connect',
      title: `Kafka Connect ${connectName}`,
      target: url,
    })),
  ].map(({ kind, title, target }) => ({ ...OFF, id: `${name}/${kind}/${target}`, cluster: name, kind, title, target }))
}

const OFF = {
  state: 'off',
  word: 'Configured, used by a later release',
  intervalMs: null,
  lastSuccessAt: null,
  ageMs: null,
  attemptedAt: null,
  nextAttemptAt: null,
  durationMs: null,
  durationP95Ms: null,
  failuresLastHour: 0,
  since: null,
  code: null,
  reason: null,
  hint: null,
  dependants: [],
  requests: null,
  bytes: null,
} as const satisfies Partial<Source>
