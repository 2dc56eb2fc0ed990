import { writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { cacheDir } from './cache.ts'
import { isAction, type Which } from './cli-arguments.ts'
import { describeCluster, nodeName, nodesOf, perigeeYaml } from './cli-report.ts'
import type { LabCluster } from './cluster.ts'
import { serveCommands, socketPath } from './control.ts'
import { startKRaftCluster } from './kraft-cluster.ts'
import { fillWithSamples } from './sample-topics.ts'
import { startZooKeeperCluster } from './zookeeper-cluster.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

/** Starts the clusters, prints how to reach them, and holds them until Ctrl-C, a TERM signal or `lab down`. */
export async function up(which: Which, topics: number): Promise<void> {
  const ended = Promise.withResolvers<string>()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => ended.resolve(name))
  const clusters: LabCluster[] = []
  try {
    // One after the other: three brokers starting are enough for a small machine.
    for (const start of startersOf(which)) {
      clusters.push(await interruptible(start(), ended.promise))
    }
    for (const cluster of clusters) await interruptible(fillWithSamples(cluster, topics), ended.promise)
    const yaml = join(cacheDir(), 'perigee.yaml')
    await writeFile(yaml, perigeeYaml(clusters))
    say(report(clusters, yaml))
    const server = await serveCommands(socketPath(), (words) => obey(clusters, words, () => ended.resolve('down')))
    await ended.promise
    server.close()
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error
  } finally {
    say('ending the lab')
    await Promise.all(clusters.map((cluster) => cluster[Symbol.asyncDispose]()))
  }
}

class Interrupted extends Error {}

/** What is still starting is not waited for: its processes die with this one, and its files go after it. */
function interruptible<T>(work: Promise<T>, ended: Promise<unknown>): Promise<T> {
  return Promise.race([work, ended.then(() => Promise.reject(new Interrupted()))])
}

function startersOf(which: Which): (() => Promise<LabCluster>)[] {
  const zookeeper = () => {
    say('starting Kafka 3.9 in ZooKeeper mode: three ZooKeeper nodes, three brokers')
    return startZooKeeperCluster()
  }
  const kraft = () => {
    say('starting Kafka 4 in KRaft mode: three nodes')
    return startKRaftCluster()
  }
  return which === 'both' ? [zookeeper, kraft] : which === '4' ? [kraft] : [zookeeper]
}

function report(clusters: readonly LabCluster[], yaml: string): string {
  const file = relative(process.cwd(), yaml)
  const starts = clusters.map((cluster) => `  npm start -- --bootstrap ${cluster.bootstrap}`)
  return [
    '',
    ...clusters.map((cluster) => `${describeCluster(cluster)}\n`),
    `All of it in the console (${file}):`,
    `  npm start -- --config ${file}`,
    clusters.length === 1 ? 'The same without a file:' : 'One cluster without a file:',
    ...starts,
    '',
    perigeeYaml(clusters),
    'Ctrl-C ends the lab. In another terminal: npm run lab -- status | stop NODE | pause NODE | …',
  ].join('\n')
}

async function obey(clusters: readonly LabCluster[], words: string[], end: () => void): Promise<string> {
  const [verb, ...names] = words
  if (verb === 'status') return clusters.map(describeCluster).join('\n\n')
  if (verb === 'down') {
    end()
    return 'the lab is ending'
  }
  if (!isAction(verb)) throw new Error(`no command ${verb}`)
  const all = clusters.flatMap((cluster) => nodesOf(cluster).map((node) => ({ name: nodeName(cluster, node), node })))
  const chosen = names.map((name) => {
    const found = all.find((candidate) => candidate.name === name)
    if (found === undefined) throw new Error(`no node ${name}; there are ${all.map(({ name }) => name).join(', ')}`)
    return found
  })
  for (const { node } of chosen) await node[verb]()
  return chosen.map(({ name, node }) => `${name} ${node.state}`).join('\n')
}
