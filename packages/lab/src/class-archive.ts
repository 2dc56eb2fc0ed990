import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brokersSeenBy } from './broker-list.ts'
import { cacheDir, exists, jarsIn, underLock } from './cache.ts'
import { SMALL_JVM } from './launcher.ts'
import { startLeashed } from './leash.ts'
import { freePorts } from './ports.ts'
import { printProperties, smallBroker } from './properties.ts'
import type { KafkaRelease } from './releases.ts'
import { waitFor } from './wait-for.ts'
import { openWorkspace } from './workspace.ts'

// A class data archive (JDK AppCDS) saves about a third of the CPU of a start. It fits one Java and one class path only;
// the JVM ignores one that does not fit.

const run = promisify(execFile)
const RECORD_PATIENCE_MS = 60_000
const gaveUp = new Set<string>()

export interface JavaHome {
  readonly java: string
  /** Distinguishes one Java from another: archives are not portable between them. */
  readonly version: string
}

/**
 * JVM flags that use the class archive of a release, recorded on first use. None when recording failed: it is a
 * convenience and must not keep a cluster from starting.
 */
export async function archiveFlags(release: KafkaRelease, libs: string, home: JavaHome): Promise<string[]> {
  const file = await archiveFile(release, libs, home)
  if (!(await exists(file)) && !gaveUp.has(file)) {
    await underLock(join(cacheDir(), release.folder), async () => {
      if (!(await exists(file))) await record(release, libs, { java: home.java, file })
    }).catch((error: Error) => {
      gaveUp.add(file)
      process.stderr.write(`lab: no class archive, starts will be slower: ${error.message.split('\n')[0]}\n`)
    })
  }
  return (await exists(file)) ? [`-XX:SharedArchiveFile=${file}`] : []
}

async function archiveFile(release: KafkaRelease, libs: string, home: JavaHome): Promise<string> {
  const key = createHash('sha256')
  key.update(home.version)
  key.update((await jarsIn(libs)).join('\n'))
  return join(cacheDir(), release.folder, `classes-${key.digest('hex').slice(0, 12)}.jsa`)
}

/** Runs one small KRaft node up to readiness and lets the JVM write down the classes it loaded. */
async function record(release: KafkaRelease, libs: string, target: { java: string; file: string }): Promise<void> {
  process.stderr.write(`lab: recording the class archive of Kafka ${release.version}, once\n`)
  const workspace = await openWorkspace()
  const scratch = `${target.file}.${process.pid}`
  try {
    const [port = 0, controllerPort = 0] = await freePorts(2)
    const config = join(workspace.dir, 'node.properties')
    await writeFile(config, printProperties(singleNode(join(workspace.dir, 'data'), port, controllerPort)))
    const base = [...SMALL_JVM, '-Xmx256m', '-cp', `${libs}/*`]
    const format = ['kafka.tools.StorageTool', 'format', '--cluster-id', 'AAAAAAAAAAAAAAAAAAAAAA', '--config', config]
    await run(target.java, [...base, ...format])
    const command = [target.java, `-XX:ArchiveClassesAtExit=${scratch}`, ...base, 'kafka.Kafka', config]
    const node = await startLeashed(command, join(workspace.dir, 'node.log'))
    await waitFor(async () => (await brokersSeenBy(port)).length === 1, {
      what: 'the node',
      timeoutMs: RECORD_PATIENCE_MS,
    })
    node.signal('SIGTERM')
    await node.exited
    await rename(scratch, target.file)
  } finally {
    await rm(scratch, { force: true })
    await workspace.remove()
  }
}

function singleNode(dataDir: string, port: number, controllerPort: number) {
  return {
    ...smallBroker(1),
    'process.roles': 'broker,controller',
    'node.id': 1,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    'log.dirs': dataDir,
  }
}
