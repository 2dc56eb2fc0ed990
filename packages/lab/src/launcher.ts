import type { KafkaRelease } from './releases.ts'

/** A Java program of a Kafka release: a node, or one of Kafka's tools. */
export interface JavaProgram {
  readonly release: KafkaRelease
  readonly main: string
  readonly args: readonly string[]
  /** Additional JVM flags, such as the heap. */
  readonly flags: readonly string[]
}

export interface NodeProgram extends JavaProgram {
  readonly name: string
  /** Everything the node reads and writes is below. */
  readonly dir: string
  readonly logFile: string
  /** How long after a kill it must not start again, ms: until others have forgotten it. Default 0. */
  readonly restAfterKillMs?: number
  /** JMX exporter page on this loopback port. */
  readonly exporter: { readonly port: number; readonly rulesFile: string } | null
}

export interface RunningNode {
  readonly pid: number
  readonly exited: Promise<void>
  signal(name: NodeJS.Signals): Promise<void>
}

export interface ProgramOutput {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** How Java programs are run: as processes, or in containers on the host's network. */
export interface Launcher {
  readonly kind: 'jvm' | 'containers'
  start(program: NodeProgram): Promise<RunningNode>
  /** Runs to the end. `dir` is readable by the program. Never rejects for an exit code. */
  run(program: JavaProgram, options: { dir: string; timeoutMs: number }): Promise<ProgramOutput>
}

/** Flags that keep a node small and quick to start (measured: 70 MB a ZooKeeper node, 130–200 MB a broker). */
export const SMALL_JVM = [
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-XX:MaxMetaspaceSize=160m',
  '-XX:ReservedCodeCacheSize=64m',
  '-Xss512k',
  '-Xshare:auto',
  '-Djava.net.preferIPv4Stack=true',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
  '-Dorg.slf4j.simpleLogger.showDateTime=true',
] as const
