// Who may connect, and who may do what.
import { counted, listed } from '../judge/words.ts'
import { advertisedListeners, listenerWords } from './advertised.ts'
import { type Check, type Finding, notApplicable, unknown } from './check.ts'
import { fromParts, noBrokers, type Part, perBroker, settingParts } from './parts.ts'
import type { PreflightView } from './view.ts'

function authorizer(view: PreflightView): Finding {
  const parts = settingParts(view, 'authorizer.class.name', (value) =>
    value === '' ? ['warn', 'no authorizer is set: whoever connects may do everything'] : ['pass', value],
  )
  const names = [...new Set(parts.flatMap(({ state, text }) => (state === 'pass' ? [text] : [])))]
  return perBroker(view, parts, {
    pass: `Every broker asks an authorizer (${listed(names.map((name) => name.split('.').at(-1) ?? name))}).`,
    none: 'No broker is registered.',
    fix: 'Set an authorizer and super.users, give principals their ACLs, then restart brokers and controllers one by one.',
    command:
      view.facts.registry.value?.mode === 'zookeeper'
        ? 'authorizer.class.name=kafka.security.authorizer.AclAuthorizer'
        : 'authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  })
}

function everyone(view: PreflightView): Finding {
  const off = settingParts(view, 'authorizer.class.name', (value) => (value === '' ? ['pass', 'off'] : ['pass', 'on']))
  if (off.length > 0 && off.every(({ text }) => text === 'off')) return notApplicable('No authorizer is set.')
  const parts = settingParts(
    view,
    'allow.everyone.if.no.acl.found',
    (value) => (value === 'true' ? ['warn', 'allow.everyone.if.no.acl.found is true'] : ['pass', '']),
    // Not one of Kafka's own settings but of the authorizer: brokers list it only where it is set.
    ['pass', ''],
  )
  return perBroker(view, parts, {
    pass: 'What has no ACL is closed to all but super users.',
    none: 'No broker is registered.',
    fix: 'Give every topic its ACLs, then take the setting out.',
    command: 'allow.everyone.if.no.acl.found=false',
  })
}

function encrypted(view: PreflightView): Finding {
  const none = noBrokers(view)
  if (none !== null) return none
  const parts = advertisedListeners(view.facts).map((listener): Part => {
    const who = listenerWords(listener)
    const { protocol } = listener
    if (protocol === null)
      return { who, state: 'unknown', text: 'its protocol is not told (listener.security.protocol.map)' }
    if (protocol === 'PLAINTEXT')
      return {
        who,
        state: 'warn',
        text: 'PLAINTEXT: everything can be read on the way, and nobody is asked who they are',
      }
    if (protocol === 'SASL_PLAINTEXT')
      return { who, state: 'warn', text: 'SASL_PLAINTEXT: everything can be read on the way' }
    return { who, state: 'pass', text: protocol }
  })
  return fromParts(parts, {
    pass: `${counted(parts.length, 'listener')} with TLS.`,
    none: 'No listener is known.',
    fix: 'Add a listener with SASL_SSL or SSL, move clients over, then take the plain one away.',
    command: 'listeners=CLIENTS://:9093\nlistener.security.protocol.map=CLIENTS:SASL_SSL',
  })
}

function between(view: PreflightView): Finding {
  const names = settingParts(view, 'inter.broker.listener.name', (value) => ['pass', value], ['pass', ''])
  const protocols = settingParts(view, 'security.inter.broker.protocol', (value) => ['pass', value], ['pass', ''])
  const listeners = advertisedListeners(view.facts)
  const parts = names.map((part, at): Part => {
    if (part.state === 'unknown') return part
    const id = Number(part.who.split(' ')[1])
    const own = listeners.find(({ brokerId, name }) => brokerId === id && name === part.text)?.protocol
    const protocol = part.text === '' ? (protocols[at]?.text ?? '') : (own ?? null)
    if (protocol === null || protocol === '')
      return { who: part.who, state: 'unknown', text: 'the protocol between brokers is not told' }
    const isPlain = protocol === 'PLAINTEXT' || protocol === 'SASL_PLAINTEXT'
    return {
      who: part.who,
      state: isPlain ? 'warn' : 'pass',
      text: isPlain ? `brokers speak ${protocol} among themselves` : '',
    }
  })
  return perBroker(view, parts, {
    pass: 'Brokers speak TLS among themselves.',
    none: 'No broker is registered.',
    fix: 'Give replication a listener with TLS of its own.',
    command: 'inter.broker.listener.name=REPLICATION',
  })
}

function allowedToLook(view: PreflightView): Finding {
  const { facts } = view
  const readings = [
    facts.registry,
    facts.topology,
    facts.quorum,
    facts.topicConfigs,
    facts.brokerConfigs,
    facts.endOffsets,
    ...facts.logDirs.values(),
  ]
  if (!view.read(facts.registry).known) return unknown('Nothing could be asked yet.')
  const refused = readings.flatMap((reading) => [
    ...reading.gaps.filter(({ failure }) => failure.code === 'forbidden').map(({ fact, needs }) => ({ fact, needs })),
    ...(reading.failure?.code === 'forbidden' ? [{ fact: reading.failure.message, needs: undefined }] : []),
  ])
  const parts = refused.map(
    ({ fact, needs }): Part => ({
      who: fact,
      state: 'warn',
      text: `not allowed; it needs ${needs ?? 'more permissions'}`,
    }),
  )
  if (parts.length > 0)
    return fromParts(parts, {
      pass: '',
      none: '',
      fix: 'Give the console’s principal DESCRIBE and DESCRIBE_CONFIGS on the cluster and on all topics.',
      command:
        'kafka-acls.sh --bootstrap-server $BOOTSTRAP --add --allow-principal User:<perigee> --operation Describe --operation DescribeConfigs --cluster --topic "*"',
      target: { page: 'sources' },
    })
  return {
    ...fromParts([{ who: 'console', state: 'pass', text: '' }], {
      pass: 'Nothing that the console asked was forbidden.',
      none: '',
    }),
  }
}

const base = { family: 'security' } as const

export const SECURITY_CHECKS: readonly Check[] = [
  {
    ...base,
    id: 'authorizer',
    title: 'Authorisation is on',
    severity: 'major',
    reason: 'Without it any client may read, write and delete every topic.',
    judge: authorizer,
  },
  {
    ...base,
    id: 'no-acl-no-access',
    title: 'What has no ACL is closed',
    severity: 'major',
    reason: 'Otherwise a forgotten topic is open to everybody.',
    judge: everyone,
  },
  {
    ...base,
    id: 'listeners-encrypted',
    title: 'Clients are served with TLS',
    severity: 'major',
    reason: 'Passwords of SASL PLAIN and all records can be read on the way.',
    judge: encrypted,
  },
  {
    ...base,
    id: 'brokers-encrypted',
    title: 'Brokers replicate with TLS',
    severity: 'minor',
    reason: 'Replication carries every record again.',
    judge: between,
  },
  {
    ...base,
    id: 'console-permissions',
    title: 'The console may see what it asks for',
    severity: 'minor',
    reason: 'What it may not see stays unknown on every page.',
    judge: allowedToLook,
  },
]
