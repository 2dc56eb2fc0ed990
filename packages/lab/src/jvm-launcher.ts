import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { libsOf } from './cache.ts'
import { archiveFlags } from './class-archive.ts'
import { type JavaProgram, type Launcher, type NodeProgram, type ProgramOutput, SMALL_JVM } from './launcher.ts'
import { startLeashed } from './leash.ts'
import { JMX_AGENT_JAR } from './releases.ts'
import { LabUnavailable } from './unavailable.ts'

const run = promisify(execFile)

/** Runs nodes as JVM processes from the jars in the cache. */
export const jvmLauncher: Launcher = {
  kind: 'jvm',
  start: async (program) => {
    const command = [java(), ...(await javaArguments(program)), program.main, ...program.args]
    const process = await startLeashed(command, program.logFile)
    return {
      pid: process.pid,
      exited: process.exited,
      signal: async (name) => process.signal(name),
    }
  },
  run: async (program, { timeoutMs }) => {
    const args = [...(await javaArguments(program)), program.main, ...program.args]
    return execute(args, timeoutMs)
  },
}

function java(): string {
  return process.env.JAVA_HOME === undefined ? 'java' : join(process.env.JAVA_HOME, 'bin/java')
}

async function javaArguments(program: JavaProgram | NodeProgram): Promise<string[]> {
  const libs = await libsOf(program.release)
  const exporter = 'exporter' in program ? program.exporter : null
  const agent =
    exporter === null ? [] : [`-javaagent:${libs}/${JMX_AGENT_JAR}=127.0.0.1:${exporter.port}:${exporter.rulesFile}`]
  return [...SMALL_JVM, ...(await archiveFlags(program.release, libs)), ...program.flags, ...agent, '-cp', `${libs}/*`]
}

async function execute(args: string[], timeoutMs: number): Promise<ProgramOutput> {
  try {
    const { stdout, stderr } = await run(java(), args, { timeout: timeoutMs, maxBuffer: 64 << 20 })
    return { exitCode: 0, stdout, stderr }
  } catch (error) {
    const failed = error as { code?: number | string; stdout?: string; stderr?: string; message: string }
    if (typeof failed.code === 'string') throw error
    return { exitCode: failed.code ?? null, stdout: failed.stdout ?? '', stderr: failed.stderr ?? failed.message }
  }
}

const OLDEST_JAVA = 17
let javaVersion: Promise<number> | undefined

/**
 * Major version of the Java that would be used.
 *
 * @throws LabUnavailable when there is none, or it is older than 17 (Kafka 4 needs that).
 */
export function requireJava(): Promise<number> {
  javaVersion ??= readJavaVersion()
  return javaVersion
}

async function readJavaVersion(): Promise<number> {
  const remedy = 'Install a Java 17 or newer runtime (Debian: apt-get install openjdk-17-jre-headless), or start Docker'
  const { stderr } = await run(java(), ['-version']).catch((error: Error) => {
    throw new LabUnavailable(`Java does not run (${error.message.split('\n')[0]})`, remedy)
  })
  const major = Number(/version "(\d+)/.exec(stderr)?.[1])
  if (!(major >= OLDEST_JAVA)) throw new LabUnavailable(`Java ${major} is too old`, remedy)
  return major
}
