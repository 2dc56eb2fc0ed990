import { execFile } from 'node:child_process'
import { access, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { type KafkaRelease, pomOf } from './releases.ts'
import { LabUnavailable } from './unavailable.ts'

const run = promisify(execFile)

/** `PERIGEE_LAB_CACHE`, else `.perigee/lab` at the root of the repository. Survives runs; safe to delete. */
export function cacheDir(): string {
  return resolve(process.env.PERIGEE_LAB_CACHE ?? join(import.meta.dirname, '../../../.perigee/lab'))
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

/**
 * Folder with the jars of a release; fetched from Maven Central by Maven on first use.
 *
 * @throws LabUnavailable when they are not there and cannot be fetched.
 */
export async function libsOf(release: KafkaRelease): Promise<string> {
  const home = join(cacheDir(), release.folder)
  const libs = join(home, 'libs')
  if (await exists(libs)) return libs
  return underLock(home, async () => {
    if (!(await exists(libs))) await fetchJars(release, home, libs)
    return libs
  })
}

async function fetchJars(release: KafkaRelease, home: string, libs: string): Promise<void> {
  process.stderr.write(`lab: fetching Kafka ${release.version} from Maven Central, once, about 60 MB\n`)
  const scratch = await mkdtemp(join(home, 'fetch-'))
  try {
    await writeFile(join(scratch, 'pom.xml'), pomOf(release))
    await run('mvn', ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${join(scratch, 'libs')}`], {
      cwd: scratch,
      timeout: 600_000,
    })
    // Renamed whole, so that a fetch that was cut short is never taken for a complete one.
    await rename(join(scratch, 'libs'), libs)
  } catch (error) {
    throw fetchFailure(release, error)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

function fetchFailure(release: KafkaRelease, error: unknown): LabUnavailable {
  const failed = error as NodeJS.ErrnoException & { stdout?: string }
  if (failed.code === 'ENOENT') {
    return new LabUnavailable(
      `Kafka ${release.version} is not in ${cacheDir()} and Maven is not installed`,
      'Install Maven (Debian: apt-get install maven) and run again',
    )
  }
  const firstError = failed.stdout?.split('\n').find((line) => line.includes('ERROR')) ?? failed.message
  return new LabUnavailable(
    `Maven could not fetch Kafka ${release.version}: ${firstError}`,
    'Check that Maven reaches Maven Central (a mirror can be set in ~/.m2/settings.xml) and run again',
  )
}

const STALE_LOCK_MS = 15 * 60_000

/** Runs `work` while no other process does it for the same `home`. A directory is the lock: making one is atomic. */
export async function underLock<T>(home: string, work: () => Promise<T>): Promise<T> {
  await mkdir(home, { recursive: true })
  const lock = join(home, 'lock')
  for (;;) {
    const made = await mkdir(lock).then(
      () => true,
      () => false,
    )
    if (made) break
    const since = await stat(lock).catch(() => undefined)
    if (since !== undefined && Date.now() - since.mtimeMs > STALE_LOCK_MS) await rm(lock, { recursive: true })
    await new Promise((wake) => setTimeout(wake, 300))
  }
  try {
    return await work()
  } finally {
    await rm(lock, { recursive: true, force: true })
  }
}

/** Names of the jars in `libs`, sorted; tells whether two folders hold the same class path. */
export async function jarsIn(libs: string): Promise<string[]> {
  return (await readdir(libs)).filter((file) => file.endsWith('.jar')).sort()
}
