/** Quotes for a POSIX shell when it must. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

interface ConfigsCommand {
  /** host:port of a broker; null when none is known. */
  readonly bootstrap: string | null
  readonly entity: 'brokers' | 'topics'
  readonly name: string
}

/** Kafka's own way to read the same settings. */
export function describeConfigs({ bootstrap, entity, name }: ConfigsCommand): string {
  const server = bootstrap === null ? '"$BOOTSTRAP"' : shellWord(bootstrap)
  const all = entity === 'brokers' ? ' --all' : ''
  return `kafka-configs.sh --bootstrap-server ${server} --describe --entity-type ${entity} --entity-name ${shellWord(name)}${all}`
}
