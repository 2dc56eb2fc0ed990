import type { LabCluster } from './cluster.ts'
import type { Properties } from './properties.ts'

/** Adds a SASL listener (PLAIN, SCRAM-SHA-256, SCRAM-SHA-512) beside the plain one, and an authorizer on request. */
export interface LabSecurity {
  /** User name → password. */
  readonly users: Readonly<Record<string, string>>
  /** These may do everything; the plain listener (the lab itself) always may. */
  readonly superUsers?: readonly string[]
  /** Whether everybody else needs ACLs. Default no. */
  readonly acls?: boolean
}

export const SCRAM_MECHANISMS = ['SCRAM-SHA-256', 'SCRAM-SHA-512'] as const

/** Settings of the SASL listener named SASL. */
export function saslProperties(security: LabSecurity): Properties {
  const users = Object.entries(security.users).map(([user, password]) => `user_${user}="${password}"`)
  const scram = 'org.apache.kafka.common.security.scram.ScramLoginModule required;'
  return {
    'sasl.enabled.mechanisms': ['PLAIN', ...SCRAM_MECHANISMS].join(','),
    'listener.name.sasl.plain.sasl.jaas.config': `org.apache.kafka.common.security.plain.PlainLoginModule required ${users.join(' ')};`,
    'listener.name.sasl.scram-sha-256.sasl.jaas.config': scram,
    'listener.name.sasl.scram-sha-512.sasl.jaas.config': scram,
  }
}

/** Settings of the authorizer; brokers and controllers talk without a name and stay allowed. */
export function authorizerProperties(security: LabSecurity, authorizer: string): Properties {
  if (security.acls !== true) return {}
  const superUsers = ['ANONYMOUS', ...(security.superUsers ?? [])].map((user) => `User:${user}`)
  return { 'authorizer.class.name': authorizer, 'super.users': superUsers.join(';') }
}

/** Arguments of the storage tool that give a KRaft cluster its SCRAM users (PLAIN users stand in the brokers' settings). */
export function scramAtFormat(security: LabSecurity | undefined): string[] {
  return Object.entries(security?.users ?? {}).flatMap(([user, password]) =>
    SCRAM_MECHANISMS.flatMap((mechanism) => ['--add-scram', `${mechanism}=[name=${user},password=${password}]`]),
  )
}

/** Stores the SCRAM credentials of the users in a running cluster: in ZooKeeper mode there is no other way. */
export async function addScramUsers(cluster: Pick<LabCluster, 'tool'>, security: LabSecurity): Promise<void> {
  for (const [user, password] of Object.entries(security.users)) {
    const credentials = SCRAM_MECHANISMS.map((mechanism) => `${mechanism}=[password=${password}]`).join(',')
    const entity = ['--entity-type', 'users', '--entity-name', user]
    await cluster.tool('kafka-configs', ['--alter', '--add-config', credentials, ...entity])
  }
}
