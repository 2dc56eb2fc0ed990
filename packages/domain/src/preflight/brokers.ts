// Brokers: there, enough of them, spread, of one mind.
import { counted, durationWords, listed } from '../judge/words.ts'
import { countOf, isSilent } from '../quorum-state.ts'
import { type Check, type Finding, fail, notApplicable, pass, unknown, warn } from './check.ts'
import { brokerParts, noBrokers, perBroker } from './parts.ts'
import type { PreflightView } from './view.ts'

const BEHIND_WARN_MS = 10_000

function everyBroker(view: PreflightView): Finding {
  const none = noBrokers(view)
  if (none !== null) return none
  const { expected } = view.facts
  const missing = Array.isArray(expected.brokers)
    ? (expected.brokers as readonly number[]).filter((id) => !view.brokers.some((broker) => broker.id === id))
    : []
  const wanted = countOf(expected.brokers)
  const silent = view.brokers.filter(isSilent)
  const details = [
    ...missing.map((id) => `Broker ${id}: expected, not registered`),
    ...silent.map(({ id, failure }) => `Broker ${id}: registered, ${failure?.message ?? 'no answer'}`),
  ]
  const target = { page: 'brokers' } as const
  const short = wanted === null ? 0 : wanted - view.brokers.length
  if (missing.length > 0 || silent.length > 0 || short > 0) {
    const registered = wanted === null ? counted(view.brokers.length, 'broker') : `${view.brokers.length} of ${wanted}`
    const evidence = `${registered} registered, ${silent.length} of them without an answer.`
    return fail(evidence, {
      details,
      target,
      fix: 'Bring the brokers back, or correct expected.brokers in the configuration.',
    })
  }
  const count = `${counted(view.brokers.length, 'broker')} registered and answering`
  if (wanted !== null) return pass(`${count}, as expected.`)
  return pass(`${count}. How many there should be is not configured (expected.brokers).`)
}

function enoughBrokers(view: PreflightView): Finding {
  const none = noBrokers(view)
  if (none !== null) return none
  const count = view.brokers.length
  const fix = 'Add brokers until there are at least three, then raise the replication factor.'
  if (count === 1) return fail('There is 1 broker: nothing can have a second copy.', { fix })
  if (count === 2) return warn('There are 2 brokers: no partition can have three copies.', { fix })
  return pass(`${counted(count, 'broker')}: three copies fit, and one broker may be missing meanwhile.`)
}

function racksSet(view: PreflightView): Finding {
  const none = noBrokers(view)
  if (none !== null) return none
  const without = view.brokers.filter(({ rack }) => rack === null).map(({ id }) => id)
  const fix = 'Set broker.rack on every broker to its failure domain (rack, room, zone) and restart it.'
  const command = 'broker.rack=rack-a'
  if (without.length === 0) {
    const racks = [...new Set(view.brokers.map(({ rack }) => rack))]
    if (racks.length === 1 && view.brokers.length > 1)
      return warn(`All ${view.brokers.length} brokers are in one rack, ${racks[0]}.`, { fix })
    return pass(
      `${counted(view.brokers.length, 'broker')} in ${counted(racks.length, 'rack')}: ${listed(racks as string[])}.`,
    )
  }
  if (view.brokers.length === 1) return notApplicable('One broker has nothing to be spread over.')
  if (without.length === view.brokers.length) return warn('No broker says which rack it is in.', { fix, command })
  const some = `${without.length} of ${counted(view.brokers.length, 'broker')} have no rack: ${listed(without)}. `
  return fail(`${some}As long as some have none, Kafka refuses to place copies by rack.`, { fix, command })
}

function racksEven(view: PreflightView): Finding {
  const none = noBrokers(view)
  if (none !== null) return none
  const sizes = new Map<string, number>()
  for (const { rack } of view.brokers) if (rack !== null) sizes.set(rack, (sizes.get(rack) ?? 0) + 1)
  if (sizes.size < 2) return notApplicable('There are fewer than two racks.')
  const words = [...sizes].map(([rack, count]) => `${rack} ${count}`)
  const counts = [...sizes.values()]
  if (Math.max(...counts) - Math.min(...counts) <= 1) return pass(`Brokers by rack: ${listed(words, 8)}.`)
  return warn(`Brokers by rack: ${listed(words, 8)}.`, {
    fix: 'Move or add brokers so that racks differ by one broker at most: the smallest rack carries as many copies as the largest.',
  })
}

function fenced(view: PreflightView): Finding {
  if (view.facts.registry.value?.mode === 'zookeeper') return notApplicable('With ZooKeeper no broker is fenced.')
  return perBroker(
    view,
    brokerParts(view, (id) => {
      const told = view.brokers.find((broker) => broker.id === id)?.fenced ?? null
      if (told === null) return ['unknown', 'only Kafka 4.0 and newer tell which brokers are fenced']
      return told ? ['fail', 'it is registered but fenced: it leads nothing and serves nobody'] : ['pass', '']
    }),
    {
      pass: 'No broker is fenced.',
      none: 'No broker is registered.',
      fix: 'Read the log of the broker: it has not caught up with the metadata, or its heartbeats do not arrive.',
      target: { page: 'brokers' },
    },
  )
}

function inStep(view: PreflightView): Finding {
  if (view.facts.registry.value?.mode === 'zookeeper')
    return notApplicable('With ZooKeeper no metadata log is followed.')
  const quorum = view.read(view.facts.quorum)
  if (!quorum.known) return unknown(`How far brokers follow the metadata log is not known: ${quorum.why}.`)
  const followers = [...quorum.value.voters, ...quorum.value.observers].filter(({ id }) => id !== quorum.value.leaderId)
  const timed = followers.filter(({ lastCaughtUpAgeMs }) => lastCaughtUpAgeMs !== null)
  const behind = timed.filter(({ lastCaughtUpAgeMs }) => (lastCaughtUpAgeMs ?? 0) > BEHIND_WARN_MS)
  if (behind.length > 0)
    return warn(`${behind.length} of ${followers.length} followers of the metadata log are more than 10 s behind.`, {
      details: behind.map(
        (one) => `Node ${one.id}: ${durationWords(one.lastCaughtUpAgeMs ?? 0)}, ${one.lagOffsets} records`,
      ),
      fix: 'Look at the network and the load between these nodes and the active controller.',
    })
  if (timed.length < followers.length)
    return unknown(
      `${followers.length - timed.length} of ${followers.length} followers of the metadata log have no time of catching up.`,
    )
  return pass(`${counted(followers.length, 'follower')} of the metadata log, none more than 10 s behind.`)
}

export const BROKER_CHECKS: readonly Check[] = [
  {
    id: 'brokers-up',
    family: 'brokers',
    title: 'Every broker is there and answers',
    severity: 'critical',
    reason: 'A missing broker takes copies away, and everything below is judged without it.',
    judge: everyBroker,
  },
  {
    id: 'broker-count',
    family: 'brokers',
    title: 'There are at least three brokers',
    severity: 'critical',
    reason: 'With fewer, no setting makes data survive the loss of one broker while another is being restarted.',
    judge: enoughBrokers,
  },
  {
    id: 'racks-set',
    family: 'brokers',
    title: 'Every broker says its rack',
    severity: 'major',
    reason: 'Kafka spreads copies over racks only when all brokers say theirs (KIP-36).',
    judge: racksSet,
  },
  {
    id: 'racks-even',
    family: 'brokers',
    title: 'Racks have the same number of brokers',
    severity: 'minor',
    reason: 'Every rack gets as many copies as the others, so the brokers of a small rack carry more each.',
    judge: racksEven,
  },
  {
    id: 'brokers-fenced',
    family: 'brokers',
    title: 'No broker is fenced',
    severity: 'critical',
    reason: 'A fenced broker counts as registered but leads no partition and takes no requests.',
    judge: fenced,
  },
  {
    id: 'metadata-in-step',
    family: 'brokers',
    title: 'Brokers follow the metadata log',
    severity: 'major',
    reason: 'A broker that lags acts on old leaders and old settings.',
    judge: inStep,
  },
]
