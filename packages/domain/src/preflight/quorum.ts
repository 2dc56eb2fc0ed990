// Controllers or ZooKeeper nodes: enough of them, apart from each other, all taking part.
import { counted, listed } from '../judge/words.ts'
import { quorumState } from '../quorum-state.ts'
import { type Check, type Finding, fail, notApplicable, pass, unknown, warn } from './check.ts'
import type { Known, PreflightView } from './view.ts'

interface Members {
  readonly kind: 'controllers' | 'ZooKeeper nodes'
  readonly names: readonly string[]
}

/** Voters of KRaft, or the nodes of ZooKeeper but observers. */
function membersOf(view: PreflightView): Known<Members> {
  const { facts } = view
  if (facts.registry.value?.mode === 'zookeeper') {
    const nodes = view.read(facts.zookeeper)
    if (!nodes.known) return nodes
    const voting = nodes.value.nodes.filter(({ role }) => role !== 'observer').map(({ address }) => address)
    return { known: true, value: { kind: 'ZooKeeper nodes', names: voting } }
  }
  const quorum = view.read(facts.quorum)
  if (!quorum.known) return quorum
  return { known: true, value: { kind: 'controllers', names: quorum.value.voters.map(({ id }) => String(id)) } }
}

function oddAndThree(view: PreflightView): Finding {
  const members = membersOf(view)
  if (!members.known) return unknown(`The members of the quorum are not known: ${members.why}.`)
  const { kind, names } = members.value
  const evidence = `${names.length} ${kind}: ${listed(names, 7)}.`
  const fix = `Run three ${kind}, or five where two may fail at once.`
  if (names.length < 3) return fail(`${evidence} The loss of one stops every change of leader.`, { fix })
  if (names.length % 2 === 0)
    return warn(`${evidence} An even number survives no more losses than one member less.`, { fix })
  return pass(`${evidence} ${Math.floor((names.length - 1) / 2)} may be lost.`)
}

function takesPart(view: PreflightView): Finding {
  const state = quorumState(view.facts)
  if (state === null || state.up === null || state.expected === null)
    return state?.lost === true
      ? fail('The quorum is lost: nothing can be decided.', { fix: 'Bring a majority of its members back.' })
      : unknown('Which members of the quorum take part is not known.')
  const evidence = `${state.up} of ${state.expected} take part.`
  const fix = `Bring back ${listed(state.missing)}, and read the log there.`
  const details = state.missing.map((name) => `${name}: does not take part`)
  if (state.lost === true) return fail(`${evidence} There is no leader: nothing can be decided.`, { fix, details })
  if (state.up < state.expected) {
    const spare = state.up - (Math.floor(state.expected / 2) + 1)
    return spare <= 0
      ? fail(`${evidence} One more loss stops every decision.`, { fix, details })
      : warn(`${evidence} ${counted(spare, 'more loss is', 'more losses are')} survived.`, { fix, details })
  }
  return pass(evidence)
}

const hostOf = (address: string) => address.slice(0, address.lastIndexOf(':'))
/** On loopback every node seems to be on one host: the address says nothing. */
const toldHost = (host: string | null) =>
  host === null || /^(127\.|localhost$|::1$|\[::1\]$)/.test(host) ? null : host

/** Host and rack of each member, where anything tells. */
function placesOf(view: PreflightView): readonly { name: string; host: string | null; rack: string | null }[] {
  const { facts } = view
  const byHost = new Map(view.brokers.map((broker) => [broker.host, broker]))
  if (facts.registry.value?.mode === 'zookeeper')
    return (facts.zookeeper.value?.nodes ?? []).map(({ address }) => {
      const host = toldHost(hostOf(address))
      return { name: address, host, rack: host === null ? null : (byHost.get(host)?.rack ?? null) }
    })
  return (facts.quorum.value?.voters ?? []).map(({ id }) => {
    const broker = view.brokers.find((one) => one.id === id)
    const host = toldHost(broker?.host ?? facts.quorum.value?.hosts?.get(id) ?? null)
    return { name: String(id), host, rack: broker?.rack ?? (host === null ? null : (byHost.get(host)?.rack ?? null)) }
  })
}

function spread(view: PreflightView): Finding {
  const members = membersOf(view)
  if (!members.known) return unknown(`The members of the quorum are not known: ${members.why}.`)
  const places = placesOf(view)
  if (places.length < 2) return notApplicable('One member cannot be spread.')
  const majority = Math.floor(places.length / 2) + 1
  const fix = 'Place the members so that the loss of one host, rack or zone leaves a majority.'
  const details = places.map(
    ({ name, host, rack }) => `${name}: host ${host ?? 'not told'}, rack ${rack ?? 'not told'}`,
  )
  const worst = (key: 'host' | 'rack') => {
    const counts = new Map<string, number>()
    for (const place of places) {
      const at = place[key]
      if (at !== null) counts.set(at, (counts.get(at) ?? 0) + 1)
    }
    return [...counts].toSorted((a, b) => b[1] - a[1])[0]
  }
  for (const key of ['host', 'rack'] as const) {
    const [at, count] = worst(key) ?? ['', 0]
    if (count > places.length - majority)
      return fail(
        `${count} of ${places.length} ${members.value.kind} are in ${key} ${at}: its loss takes the majority.`,
        { fix, details },
      )
  }
  const blind = places.filter(({ rack }) => rack === null)
  if (blind.length > 0)
    return unknown(
      `In which racks ${listed(blind.map(({ name }) => name))} are nobody tells: only brokers name their rack.`,
      { details },
    )
  return pass(`${places.length} ${members.value.kind} in ${new Set(places.map(({ rack }) => rack)).size} racks.`, {
    details,
  })
}

function dedicatedRoles(view: PreflightView): Finding {
  if (view.facts.registry.value?.mode === 'zookeeper')
    return notApplicable('With ZooKeeper there are no controller nodes.')
  const quorum = view.read(view.facts.quorum)
  if (!quorum.known) return unknown(`The controllers are not known: ${quorum.why}.`)
  const both = quorum.value.voters
    .filter(({ id }) => view.brokers.some((broker) => broker.id === id))
    .map(({ id }) => id)
  if (both.length === 0) return pass(`${counted(quorum.value.voters.length, 'controller')}, none of them a broker.`)
  return warn(
    `${both.length} of ${counted(quorum.value.voters.length, 'controller')} are brokers too: ${listed(both)}.`,
    {
      fix: 'Give controllers nodes of their own (process.roles=controller).',
      command: 'process.roles=controller',
    },
  )
}

function controllerKnown(view: PreflightView): Finding {
  const registry = view.read(view.facts.registry)
  if (!registry.known) return unknown(`Who controls is not known: ${registry.why}.`)
  const { controllerId, mode } = registry.value
  if (controllerId !== null)
    return pass(`${mode === 'zookeeper' ? 'Broker' : 'Controller'} ${controllerId} is the active controller.`)
  const quorum = view.read(view.facts.quorum)
  if (mode !== 'zookeeper' && quorum.known && quorum.value.leaderId < 0)
    return fail('The quorum has no leader.', { fix: 'Bring a majority of the controllers back.' })
  if (mode === 'zookeeper')
    return fail('No broker is the active controller.', { fix: 'Look at ZooKeeper and at /controller in it.' })
  return unknown('No controller answers: whether one is active is not known.')
}

export const QUORUM_CHECKS: readonly Check[] = [
  {
    id: 'controller-active',
    family: 'quorum',
    title: 'One controller is active',
    severity: 'critical',
    reason: 'Without it no leader is elected and no topic, setting or ISR changes.',
    judge: controllerKnown,
  },
  {
    id: 'quorum-size',
    family: 'quorum',
    title: 'Controllers or ZooKeeper nodes are three or five',
    severity: 'critical',
    reason: 'A majority decides: three survive one loss, five two, and even numbers gain nothing.',
    judge: oddAndThree,
  },
  {
    id: 'quorum-up',
    family: 'quorum',
    title: 'Every member of the quorum takes part',
    severity: 'critical',
    reason: 'Each absent member is a loss that is no longer survived.',
    judge: takesPart,
  },
  {
    id: 'quorum-spread',
    family: 'quorum',
    title: 'Members of the quorum are spread over hosts and racks',
    severity: 'critical',
    reason: 'Members that fail together count as one.',
    judge: spread,
  },
  {
    id: 'controllers-dedicated',
    family: 'quorum',
    title: 'Controllers are no brokers',
    severity: 'minor',
    reason:
      'On a shared node client traffic slows controllers down, and neither can be restarted alone; Kafka’s documentation advises against it for critical clusters.',
    judge: dedicatedRoles,
  },
]
