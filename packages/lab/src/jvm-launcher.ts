import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { libsOf } from './cache.ts'
import { archiveFlags } from './class-archive.ts'
import { requireJava } from './java-home.ts'
import { type JavaProgram, type Launcher, type NodeProgram, type ProgramOutput, SMALL_JVM } from './launcher.ts'
import { startLeashed } from './leash.ts'
import { JMX_AGENT_JAR } from './releases.ts'

const run = promisify(execFile)

/** Runs nodes as JVM processes from the jars in the cache. */
export const jvmLauncher: Launcher = {
  kind: 'jvm',
  start: async (program) => {
    const process = await startLeashed(await commandOf(program), program.logFile)
    return {
      pid: process.pid,
      exited: process.exited,
      signal: async (name) => process.signal(name),
    }
  },
  run: async (program, { timeoutMs }) => {
    const [java = 'java', ...args] = await commandOf(program)
    return execute(java, args, timeoutMs)
  },
}

async function commandOf(program: JavaProgram | NodeProgram): Promise<string[]> {
  const home = await requireJava()
  const libs = await libsOf(program.release)
  const archive = await archiveFlags(program.release, libs, home)
  const exporter = 'exporter' in program ? program.exporter : null
  const agent =
    exporter === null ? [] : [`-javaagent:${libs}/${JMX_AGENT_JAR}=127.0.0.1:${exporter.port}:${exporter.rulesFile}`]
  const flags = [...SMALL_JVM, ...archive, ...program.flags, ...agent, '-cp', `${libs}/*`]
  return [home.java, ...flags, program.main, ...program.args]
}

async function execute(java: string, args: string[], timeoutMs: number): Promise<ProgramOutput> {
  try {
    const { stdout, stderr } = await run(java, args, { timeout: timeoutMs, maxBuffer: 64 << 20 })
    return { exitCode: 0, stdout, stderr }
  } catch (error) {
    const failed = error as { code?: number | string | null; stdout?: string; stderr?: string; message: string }
    if (typeof failed.code === 'string') throw error
    return { exitCode: failed.code ?? null, stdout: failed.stdout ?? '', stderr: failed.stderr ?? failed.message }
  }
}
