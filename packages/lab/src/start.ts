import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClusterOptions, LabCluster } from './cluster.ts'
import { NO_RULES } from './exporter-rules.ts'
import type { Launcher, NodeProgram } from './launcher.ts'
import { type LabNode, makeNode } from './node.ts'
import { endAll } from './operations.ts'
import { type Properties, printProperties } from './properties.ts'
import type { KafkaRelease } from './releases.ts'
import { NodeFailed } from './unavailable.ts'
import { openWorkspace, type Workspace } from './workspace.ts'

const ATTEMPTS = 4

/** What a starting cluster has so far; on failure all of it is taken down again. */
export interface Site {
  readonly release: KafkaRelease
  readonly launcher: Launcher
  readonly workspace: Workspace
  readonly nodes: LabNode[]
}

/**
 * Builds a cluster in a fresh directory. Another process may take a port between our choosing it and the node binding
 * it: then everything starts again with other ports.
 */
export async function startOnFreePorts(
  release: KafkaRelease,
  launcher: Launcher,
  build: (site: Site) => Promise<LabCluster>,
): Promise<LabCluster> {
  for (let attempt = 1; ; attempt += 1) {
    const site: Site = { release, launcher, workspace: await openWorkspace(), nodes: [] }
    try {
      return await build(site)
    } catch (error) {
      await endAll(site.nodes, site.workspace)
      if (!(error instanceof NodeFailed && error.addressTaken) || attempt === ATTEMPTS) throw error
    }
  }
}

export interface NodeSpec {
  readonly name: string
  readonly id: number
  readonly port: number
  readonly rack: string | null
  readonly main: string
  readonly flags: readonly string[]
  readonly properties: Properties
  readonly exporterPort: number | null
  /** Configuration of its exporter. Default: no rules. */
  readonly exporterRules?: string | undefined
  /** See {@link NodeProgram.restAfterKillMs}. */
  readonly restAfterKillMs?: number
}

/** Writes the node's files and registers it with the site; does not start it. */
export async function addNode(site: Site, spec: NodeSpec): Promise<LabNode> {
  const dir = join(site.workspace.dir, spec.name)
  await mkdir(join(dir, 'data'), { recursive: true })
  const propertiesFile = join(dir, 'node.properties')
  await writeFile(propertiesFile, printProperties(spec.properties))
  const rulesFile = join(dir, 'exporter.yml')
  if (spec.exporterPort !== null) await writeFile(rulesFile, spec.exporterRules ?? NO_RULES)
  const program: NodeProgram = {
    release: site.release,
    name: spec.name,
    dir,
    logFile: join(dir, 'node.log'),
    main: spec.main,
    args: [propertiesFile],
    flags: spec.flags,
    restAfterKillMs: spec.restAfterKillMs ?? 0,
    exporter: spec.exporterPort === null ? null : { port: spec.exporterPort, rulesFile },
  }
  const node = makeNode(site.launcher, program, {
    id: spec.id,
    host: '127.0.0.1',
    port: spec.port,
    rack: spec.rack,
    exporterUrl: spec.exporterPort === null ? null : `http://127.0.0.1:${spec.exporterPort}/metrics`,
  })
  site.nodes.push(node)
  return node
}

/** Directory in which a node named so keeps its data. */
export function dataDir(site: Site, name: string): string {
  return join(site.workspace.dir, name, 'data')
}

const USUAL_HEAP_MB = 256

export function brokerHeap({ heapMb = USUAL_HEAP_MB }: Pick<ClusterOptions, 'heapMb'>): readonly string[] {
  return ['-Xms64m', `-Xmx${heapMb}m`]
}
