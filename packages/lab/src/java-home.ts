import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { JavaHome } from './class-archive.ts'
import { LabUnavailable } from './unavailable.ts'

const run = promisify(execFile)
const OLDEST_JAVA = 17
const REMEDY =
  'Install a Java 17 or newer runtime (Debian: apt-get install openjdk-17-jre-headless) or start Docker, and run again'

let found: Promise<JavaHome> | undefined

/**
 * The Java to use: that of `JAVA_HOME`, else the one on the path.
 *
 * @throws LabUnavailable when there is none, or it is older than 17 (Kafka 4 needs that).
 */
export function requireJava(): Promise<JavaHome> {
  found ??= findJava()
  return found
}

async function findJava(): Promise<JavaHome> {
  const java = process.env.JAVA_HOME === undefined ? 'java' : join(process.env.JAVA_HOME, 'bin/java')
  const { stderr } = await run(java, ['-version']).catch((error: Error) => {
    throw new LabUnavailable(`Java does not run (${error.message.split('\n')[0]})`, REMEDY)
  })
  const major = javaMajor(stderr)
  if (major === undefined || major < OLDEST_JAVA) {
    throw new LabUnavailable(`Java ${major ?? stderr.split('\n')[0]} is too old`, REMEDY)
  }
  return { java, version: stderr }
}

/** 17 from `openjdk version "17.0.15"`, 8 from `java version "1.8.0_402"`; undefined when it says neither. */
export function javaMajor(banner: string): number | undefined {
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(banner) ?? []
  if (first === undefined) return undefined
  return first === '1' ? Number(second) : Number(first)
}
