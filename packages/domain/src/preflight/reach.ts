// Advertised listeners from where the console stands: names, ports, certificates.
import { counted, durationWords, listed } from '../judge/words.ts'
import { advertisedListeners, listenerWords } from './advertised.ts'
import { type Check, type Finding, unknown } from './check.ts'
import { fromParts, noBrokers, type Part } from './parts.ts'
import type { CertificateFacts, ListenerProbe } from './probes.ts'
import type { PreflightView } from './view.ts'

const DAY_MS = 86_400_000
/** Alert catalogues warn a month before, and page in the last week. */
const WARN_DAYS = 30
const FAIL_DAYS = 7

type Verdict = readonly [state: Part['state'], text: string] | null

function overListeners(view: PreflightView, judge: (probe: ListenerProbe) => Verdict): readonly Part[] | Finding {
  const probes = view.read(view.probes)
  if (!probes.known) return unknown(`The listeners were not tried yet: ${probes.why}.`)
  return probes.value.listeners.flatMap((probe) => {
    const found = judge(probe)
    return found === null ? [] : [{ who: listenerWords(probe.listener), state: found[0], text: found[1] }]
  })
}

type Words = Parameters<typeof fromParts>[1]
const told = (parts: readonly Part[] | Finding, words: Words) =>
  'state' in parts ? parts : fromParts(parts as readonly Part[], words)

function resolvable(view: PreflightView): Finding {
  const parts = overListeners(view, ({ resolved, failure, listener }) => {
    if (resolved.length > 0) return ['pass', '']
    return failure?.code === 'dns'
      ? ['fail', `${listener.host} does not resolve from the console`]
      : ['unknown', failure?.message ?? 'not tried']
  })
  return told(parts, {
    pass: 'Every advertised name resolves from the console.',
    none: 'No listener is known.',
    fix: 'Advertise a name that clients can resolve (advertised.listeners), or add it to their DNS.',
    command: 'advertised.listeners=EXTERNAL://kafka-1.example.com:9093',
  })
}

function reachable(view: PreflightView): Finding {
  const parts = overListeners(view, ({ failure }) => {
    if (failure === null || failure.code === 'tls') return ['pass', '']
    return failure.code === 'dns' ? null : ['fail', `${failure.message} (from the console)`]
  })
  const count = Array.isArray(parts) ? parts.length : 0
  return told(parts, {
    pass: `${counted(count, 'advertised listener')} took a connection from the console.`,
    none: 'No advertised name resolves.',
    fix: 'Open the way, or ignore listeners that are meant for other networks: clients use those of their own.',
  })
}

const LOCAL = /^(localhost|127\.|0\.0\.0\.0$|::1$|\[::1\]$)/

function notLocal(view: PreflightView): Finding {
  const none = noBrokers(view)
  if (none !== null) return none
  const parts = advertisedListeners(view.facts).map((listener): Part => {
    const isLocal = LOCAL.test(listener.host)
    return {
      who: listenerWords(listener),
      state: isLocal ? 'warn' : 'pass',
      text: isLocal ? 'only clients on its own host reach it' : '',
    }
  })
  return fromParts(parts, {
    pass: `None of ${counted(parts.length, 'advertised listener')} is an address of loopback.`,
    none: 'No listener is known.',
    fix: 'Advertise the name by which clients reach the broker.',
    command: 'advertised.listeners=PLAINTEXT://kafka-1.example.com:9092',
  })
}

const speaksTls = ({ listener: { protocol }, certificate }: ListenerProbe) =>
  certificate !== null || protocol === 'SSL' || protocol === 'SASL_SSL'

function overCertificates(
  view: PreflightView,
  judge: (certificate: CertificateFacts) => Verdict,
): readonly Part[] | Finding {
  return overListeners(view, (probe) => {
    if (!speaksTls(probe)) return null
    if (probe.certificate === null)
      return ['unknown', `it showed no certificate: ${probe.failure?.message ?? 'not asked'}`]
    return judge(probe.certificate)
  })
}

const NO_TLS = 'No listener speaks TLS.'

/** The certificate of a chain that ends first: with it ends the trust in all of them. */
function firstToEnd({ subject, validTo, chain }: CertificateFacts): {
  readonly subject: string
  readonly validTo: number
} {
  return chain.reduce((first, one) => (one.validTo < first.validTo ? one : first), { subject, validTo })
}

function expiry(view: PreflightView, certificate: CertificateFacts): Verdict {
  if (certificate.validFrom > view.now)
    return ['fail', `the certificate of ${certificate.subject} is not valid before ${dayOf(certificate.validFrom)}`]
  const { subject, validTo } = firstToEnd(certificate)
  const days = Math.floor((validTo - view.now) / DAY_MS)
  if (days < 0)
    return [
      'fail',
      `the certificate of ${subject} ended on ${dayOf(validTo)}, ${durationWords(view.now - validTo)} ago`,
    ]
  const text = `the certificate of ${subject} ends in ${counted(days, 'day')}, on ${dayOf(validTo)}`
  return days < FAIL_DAYS ? ['fail', text] : days < WARN_DAYS ? ['warn', text] : ['pass', text]
}

function notExpiring(view: PreflightView): Finding {
  const parts = overCertificates(view, (certificate) => expiry(view, certificate))
  const ends = view.probes.value?.listeners.flatMap(({ certificate }) =>
    certificate === null ? [] : [firstToEnd(certificate).validTo],
  )
  const days = Math.floor((Math.min(...(ends ?? [])) - view.now) / DAY_MS)
  return told(parts, {
    pass: `The first certificate ends in ${counted(days, 'day')}.`,
    none: NO_TLS,
    fix: 'Renew it, put it into the keystore and reload: brokers take a new keystore without a restart (KIP-226).',
    command:
      'kafka-configs.sh --bootstrap-server $BOOTSTRAP --alter --entity-type brokers --entity-name <id> --add-config listener.name.<listener>.ssl.keystore.location=<file>',
  })
}

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)

function trusted(view: PreflightView): Finding {
  const parts = overCertificates(view, ({ names, subject, isForHost, distrust, isSelfSigned }) => {
    if (!isForHost)
      return ['fail', `the certificate is for ${listed(names.length > 0 ? names : [subject])}, not for this address`]
    if (distrust === null) return ['pass', '']
    const how = isSelfSigned ? 'self-signed, ' : ''
    return view.configured.tls
      ? ['fail', `${how}${distrust}`]
      : ['unknown', `no CA is configured to judge it by (${how}${distrust})`]
  })
  return told(parts, {
    pass: 'Certificates are made out to their addresses, and their CA is trusted.',
    none: NO_TLS,
    fix: 'Have certificates carry every advertised name as subjectAltName, and send the whole chain.',
  })
}

function newTls(view: PreflightView): Finding {
  const parts = overCertificates(view, ({ tlsVersion }) => {
    if (tlsVersion === null) return ['unknown', 'the version of TLS is not told']
    return /^TLSv1\.[23]$/.test(tlsVersion) ? ['pass', ''] : ['fail', `it comes to terms at ${tlsVersion}`]
  })
  return told(parts, {
    pass: 'Listeners come to terms at TLS 1.2 or 1.3.',
    none: NO_TLS,
    fix: 'Take older versions out of ssl.enabled.protocols.',
    command: 'ssl.enabled.protocols=TLSv1.2,TLSv1.3',
  })
}

/** More than this is worth a word, and more than that spoils timestamps, tokens and time-based retention. */
const SKEW_WARN_MS = 2_000
const SKEW_FAIL_MS = 60_000

/** Clocks of hosts by node_exporter (asked by our scrape, which took so long) and by the Date of HTTP answers. */
function clocks(view: PreflightView): Finding {
  const hosts = [...view.facts.metrics.values()].flatMap((reading) => {
    const { value, observedAt } = reading
    const time = value?.values.get('node_time')
    if (value === undefined || observedAt === undefined || time === undefined || !view.read(reading).known) return []
    const halfMs = value.cost.answerMs / 2
    return [
      {
        who: value.target.nodeId === null ? value.target.id : `broker ${value.target.nodeId}`,
        aheadMs: time * 1_000 - observedAt - halfMs,
        errorMs: halfMs,
      },
    ]
  })
  const probes = view.read(view.probes)
  const seen = new Set(hosts.map(({ who }) => who))
  const all = [...hosts, ...(probes.known ? probes.value.clocks.filter(({ who }) => !seen.has(who)) : [])]
  if (all.length === 0)
    return unknown(
      'No clock could be read: it takes node_exporter (node_time_seconds), an exporter or another service that answers HTTP with a Date.',
    )
  const parts = all.map(({ who, aheadMs, errorMs }): Part => {
    const least = Math.max(0, Math.abs(aheadMs) - errorMs)
    const text = `its clock is ${durationWords(Math.abs(aheadMs))} ${aheadMs > 0 ? 'ahead of' : 'behind'} the console’s`
    return { who, state: least > SKEW_FAIL_MS ? 'fail' : least > SKEW_WARN_MS ? 'warn' : 'pass', text }
  })
  const found = fromParts(parts, {
    pass: `${counted(parts.length, 'clock')} agree with the console’s, as exactly as they can be read.`,
    none: '',
    fix: 'Run NTP (chrony) on every host. When all are off by the same, the console’s clock is wrong.',
    command: 'chronyc tracking',
  })
  const unseen = view.brokers.filter(({ id }) => !all.some(({ who }) => who === `broker ${id}`))
  if (found.state !== 'pass' || unseen.length === 0) return found
  return unknown(
    `${found.evidence} Not known of ${listed(unseen.map(({ id }) => `broker ${id}`))}: nothing of it tells the time.`,
  )
}

const base = { family: 'reach' } as const

export const REACH_CHECKS: readonly Check[] = [
  {
    ...base,
    id: 'listeners-resolve',
    title: 'Advertised names resolve',
    severity: 'critical',
    reason: 'Clients connect to what brokers advertise, whatever they were given to begin with.',
    judge: resolvable,
  },
  {
    ...base,
    id: 'listeners-reachable',
    title: 'Advertised listeners can be reached',
    severity: 'critical',
    reason: 'A client that reaches the first broker only fails on every partition of the others.',
    judge: reachable,
  },
  {
    ...base,
    id: 'listeners-local',
    title: 'No listener advertises loopback',
    severity: 'major',
    reason: 'Clients on other hosts would connect to themselves.',
    judge: notLocal,
  },
  {
    ...base,
    id: 'certificates-expiry',
    title: 'No certificate ends soon',
    severity: 'critical',
    reason: 'On that day every client and every broker is refused at once.',
    judge: notExpiring,
  },
  {
    ...base,
    id: 'certificates-trust',
    title: 'Certificates fit their addresses and chain',
    severity: 'major',
    reason: 'Clients that check, as they should, refuse others.',
    judge: trusted,
  },
  {
    ...base,
    id: 'tls-version',
    title: 'TLS is 1.2 or newer',
    severity: 'major',
    reason: 'Older versions are broken (RFC 8996).',
    judge: newTls,
  },
  {
    ...base,
    id: 'clocks',
    title: 'Clocks agree',
    severity: 'major',
    reason: 'Timestamps, time-based retention, tokens and every age on these pages rest on them.',
    judge: clocks,
  },
]
