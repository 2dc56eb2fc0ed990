// ZooKeeper beyond its count: whose it is, what it cleans up, who may read it.
import { counted, listed } from '../judge/words.ts'
import { type Check, type Finding, notApplicable, pass, unknown, warn } from './check.ts'
import { fromParts, type Part } from './parts.ts'
import type { PreflightView } from './view.ts'

const SLOW_MS = 10
const TOO_SLOW_MS = 100
const QUEUED = 10

/** A finding for clusters that have no ensemble, or whose mode is not known. */
function noEnsemble(view: PreflightView): Finding | null {
  const registry = view.read(view.facts.registry)
  if (!registry.known) return unknown(`Whether there is an ensemble is not known: ${registry.why}.`)
  return registry.value.mode === 'kraft' ? notApplicable('KRaft has no ZooKeeper.') : null
}

function tenancy(view: PreflightView): Finding {
  const none = noEnsemble(view)
  if (none !== null) return none
  const ensemble = view.read(view.facts.ensemble)
  if (!ensemble.known) return unknown(`What else stands in the ensemble is not known: ${ensemble.why}.`)
  const { tree, treeFailure } = ensemble.value
  if (tree === null)
    return unknown(
      `What else stands in the ensemble is not known: ${treeFailure?.message ?? 'no session could be had'}.`,
    )
  const { kind, others } = tree.tenancy
  const details = others.map((other) => `/${other.replace(/^\//, '')}`)
  const fix = 'Give Kafka an ensemble of its own, or at least a chroot, and never restore a backup over the others.'
  if (kind === 'dedicated') return pass('The ensemble serves this cluster alone.')
  if (kind === 'communal-kafka')
    return warn(`The ensemble serves other Kafka clusters too: ${listed(others)}.`, { details, fix })
  if (kind === 'communal-mixed')
    return warn(`The ensemble serves other systems too: ${listed(others)}.`, { details, fix })
  return unknown('What stands below / may not be read.')
}

function adminClosed(view: PreflightView): Finding {
  const none = noEnsemble(view)
  if (none !== null) return none
  const ensemble = view.read(view.facts.ensemble)
  if (!ensemble.known) return unknown(`AdminServers were not asked: ${ensemble.why}.`)
  const parts = ensemble.value.nodes.map(({ address, adminOpen, failures }): Part => {
    if (adminOpen === 'open')
      return {
        who: address,
        state: 'fail',
        text: 'its AdminServer lets anybody read the whole tree (snapshot), and may let them replace it (restore)',
      }
    if (adminOpen === null)
      return {
        who: address,
        state: 'unknown',
        text: view.configured.adminServers
          ? (failures[0]?.message ?? 'its AdminServer was not asked')
          : 'no address of AdminServers is configured (ensemble.adminPattern)',
      }
    return { who: address, state: 'pass', text: adminOpen }
  })
  return fromParts(parts, {
    pass: 'No AdminServer lets strangers read the tree.',
    none: 'No node of the ensemble is known.',
    fix: 'Protect the root of the tree by an ACL, or switch the AdminServer or its commands off.',
    command: 'admin.snapshot.enabled=false\nadmin.restore.enabled=false',
  })
}

function purged(view: PreflightView): Finding {
  const none = noEnsemble(view)
  if (none !== null) return none
  if (!view.configured.adminServers)
    return unknown(
      'ZooKeeper tells its purge settings over the AdminServer only, and none is configured (ensemble.adminPattern).',
    )
  const probes = view.read(view.probes)
  if (!probes.known) return unknown(`AdminServers were not asked yet: ${probes.why}.`)
  const parts = probes.value.purges.map(({ address, intervalHours, retainCount, failure }): Part => {
    if (intervalHours === null)
      return {
        who: address,
        state: 'unknown',
        text: failure?.message ?? 'its AdminServer does not tell its configuration',
      }
    if (intervalHours <= 0)
      return { who: address, state: 'warn', text: 'autopurge.purgeInterval is 0: snapshots and logs are never deleted' }
    return {
      who: address,
      state: 'pass',
      text: `purges every ${counted(intervalHours, 'hour')}, keeps ${retainCount ?? 3} snapshots`,
    }
  })
  return fromParts(parts, {
    pass: `Old snapshots are purged: ${parts[0]?.text ?? ''}.`,
    none: 'No node of the ensemble is known.',
    fix: 'Switch purging on in zoo.cfg, unless a job outside deletes snapshots.',
    command: 'autopurge.purgeInterval=24\nautopurge.snapRetainCount=5',
  })
}

function quick(view: PreflightView): Finding {
  const none = noEnsemble(view)
  if (none !== null) return none
  const zookeeper = view.read(view.facts.zookeeper)
  if (!zookeeper.known) return unknown(`The nodes are not known: ${zookeeper.why}.`)
  const parts = zookeeper.value.nodes.map(({ address, latencyMs, outstanding, failure, answered }): Part => {
    if (!answered || latencyMs === null)
      return { who: address, state: 'unknown', text: failure?.message ?? 'it does not tell its latency' }
    const text = `requests take ${latencyMs} ms in the mean since its start, ${outstanding ?? 'not known how many'} wait`
    if (latencyMs > TOO_SLOW_MS || (outstanding ?? 0) > 10 * QUEUED) return { who: address, state: 'fail', text }
    return { who: address, state: latencyMs > SLOW_MS || (outstanding ?? 0) > QUEUED ? 'warn' : 'pass', text }
  })
  return fromParts(parts, {
    pass: `${counted(parts.length, 'node')} answer in less than ${SLOW_MS} ms in the mean, and no requests pile up.`,
    none: 'No node of the ensemble is known.',
    fix: 'Give the transaction log a disk of its own (dataLogDir); look for other tenants.',
    command: 'dataLogDir=/zookeeper-log',
  })
}

function oneVersion(view: PreflightView): Finding {
  const none = noEnsemble(view)
  if (none !== null) return none
  const zookeeper = view.read(view.facts.zookeeper)
  if (!zookeeper.known) return unknown(`The nodes are not known: ${zookeeper.why}.`)
  const versions = [...new Set(zookeeper.value.nodes.flatMap(({ version }) => (version === null ? [] : [version])))]
  const blind = zookeeper.value.nodes.filter(({ version }) => version === null).map(({ address }) => address)
  if (versions.length > 1)
    return warn(`The nodes run ${listed(versions)}.`, {
      details: zookeeper.value.nodes.map(({ address, version }) => `${address}: ${version ?? 'not told'}`),
      fix: 'Finish the upgrade of the ensemble.',
    })
  if (blind.length > 0) return unknown(`The version of ${listed(blind)} is not known.`)
  return versions.length === 0
    ? unknown('No node of the ensemble is known.')
    : pass(`All nodes run ZooKeeper ${versions[0]}.`)
}

const base = { family: 'quorum' } as const

export const ENSEMBLE_CHECKS: readonly Check[] = [
  {
    ...base,
    id: 'zookeeper-quick',
    title: 'ZooKeeper answers quickly',
    severity: 'major',
    reason: 'Slow answers end sessions of brokers, and with them their leaders.',
    judge: quick,
  },
  {
    ...base,
    id: 'zookeeper-version',
    title: 'ZooKeeper nodes run one version',
    severity: 'minor',
    reason: 'Half an upgrade is a state that nobody tests for long.',
    judge: oneVersion,
  },
  {
    ...base,
    id: 'zookeeper-tenancy',
    title: 'The ensemble is Kafka’s alone',
    severity: 'minor',
    reason: 'Another tenant’s load or mistake ends Kafka’s sessions.',
    judge: tenancy,
  },
  {
    ...base,
    id: 'zookeeper-admin',
    title: 'AdminServers are closed',
    severity: 'critical',
    reason: 'From 3.9 on they can hand out and replace the whole tree: ACLs, SCRAM verifiers, tokens.',
    judge: adminClosed,
  },
  {
    ...base,
    id: 'zookeeper-purge',
    title: 'ZooKeeper deletes old snapshots',
    severity: 'major',
    reason: 'Its disk fills slowly, and then all nodes stop in the same week.',
    judge: purged,
  },
]
