import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ContainerRuntimeClient, getContainerRuntimeClient, ImageName } from 'testcontainers'
import { agentJar } from './agent-jar.ts'
import {
  type JavaProgram,
  type Launcher,
  type NodeProgram,
  type ProgramOutput,
  type RunningNode,
  SMALL_JVM,
} from './launcher.ts'
import type { KafkaRelease } from './releases.ts'

// Containers share the host's network and see the cluster's directory under its own path, so everything else in the lab
// (ports, property files, tools) is the same as with processes.

// A node ends when its directory is gone. That is how it learns of our sudden death (see workspace.ts), without the
// reaper container that testcontainers would otherwise have to pull.
const NODE_SCRIPT = [
  'log=$1; marker=$2; shift 2',
  '"$@" </dev/null >>"$log" 2>&1 &',
  'child=$!',
  `trap 'kill -TERM $child' TERM`,
  '(while [ -e "$marker" ]; do sleep 1; done; kill -9 $child) >/dev/null 2>&1 &',
  'while kill -0 $child 2>/dev/null; do wait $child; done',
].join('\n')
const TOOL_SCRIPT = 'out=$1; shift; exec "$@" </dev/null >"$out.out" 2>"$out.err"'

/** A registry that does not answer must not hold up what can run as processes. */
const PULL_PATIENCE_MS = 180_000

/** Docker, when one answers; undefined otherwise. */
export async function findDocker(): Promise<ContainerRuntimeClient | undefined> {
  return getContainerRuntimeClient().catch(() => undefined)
}

/** First of the release's images that is there or can be pulled; undefined when none. */
export async function findImage(docker: ContainerRuntimeClient, release: KafkaRelease): Promise<string | undefined> {
  const names = release.images.map((image) => ImageName.fromString(image))
  for (const name of names) if (await docker.image.exists(name)) return name.string
  for (const name of names) {
    const pulled = docker.image.pull(name).then(
      () => true,
      () => false,
    )
    if (await Promise.race([pulled, sleep(PULL_PATIENCE_MS, false, { ref: false })])) return name.string
  }
  return undefined
}

/** Runs nodes in containers of `image`. */
export function containerLauncher(docker: ContainerRuntimeClient, image: string): Launcher {
  return {
    kind: 'containers',
    start: (program) => startNode(docker, image, program),
    run: (program, options) => runTool(docker, image, { ...options, program }),
  }
}

async function startNode(docker: ContainerRuntimeClient, image: string, program: NodeProgram): Promise<RunningNode> {
  const site = dirname(program.dir)
  const agent = program.exporter === null ? undefined : await agentJar()
  const flags =
    agent === undefined
      ? []
      : [`-javaagent:${agent}=127.0.0.1:${program.exporter?.port}:${program.exporter?.rulesFile}`]
  const marker = join(program.dir, 'node.properties')
  const container = await docker.container.create({
    ...common(image, [site, ...(agent === undefined ? [] : [agent])]),
    Cmd: ['-c', NODE_SCRIPT, 'node', program.logFile, marker, ...javaCommand(program, flags)],
  })
  const exited = container.wait({ condition: 'next-exit' }).then(
    () => undefined,
    () => undefined,
  )
  await docker.container.start(container)
  const { State } = await container.inspect()
  return {
    pid: State.Pid,
    exited,
    signal: async (name) => {
      if (name === 'SIGSTOP') await container.pause()
      else if (name === 'SIGCONT') await container.unpause().catch(ignoreNotPaused)
      else await container.kill({ signal: name }).catch(ignoreGone)
    },
  }
}

interface ToolRun {
  readonly program: JavaProgram
  readonly dir: string
  readonly timeoutMs: number
}

let runs = 0

async function runTool(docker: ContainerRuntimeClient, image: string, tool: ToolRun): Promise<ProgramOutput> {
  runs += 1
  const output = join(tool.dir, `tool-${process.pid}-${runs}`)
  const container = await docker.container.create({
    ...common(image, [tool.dir]),
    Cmd: ['-c', TOOL_SCRIPT, 'tool', output, ...javaCommand(tool.program, [])],
  })
  const ended = container.wait({ condition: 'next-exit' }) as Promise<{ StatusCode: number }>
  await docker.container.start(container)
  const timer = setTimeout(() => container.kill().catch(ignoreGone), tool.timeoutMs)
  const { StatusCode } = await ended.finally(() => clearTimeout(timer))
  const text = (stream: string) => readFile(`${output}.${stream}`, 'utf8').catch(() => '')
  return { exitCode: StatusCode, stdout: await text('out'), stderr: await text('err') }
}

function common(image: string, paths: readonly string[]) {
  return {
    Image: image,
    Entrypoint: ['/bin/sh'],
    // Ours, so that the files it writes are ours to remove.
    User: `${process.getuid?.() ?? 1000}:${process.getgid?.() ?? 1000}`,
    Labels: { 'perigee.lab': String(process.pid) },
    HostConfig: {
      AutoRemove: true,
      Init: true,
      NetworkMode: 'host',
      Binds: paths.map((path) => `${path}:${path}`),
    },
  }
}

function javaCommand(program: JavaProgram, agent: readonly string[]): string[] {
  // The official images log by log4j and are silent without a configuration; they bring these two.
  const logging = [
    '-Dlog4j.configuration=file:/opt/kafka/config/tools-log4j.properties',
    '-Dlog4j2.configurationFile=/opt/kafka/config/tools-log4j2.yaml',
  ]
  const flags = [...SMALL_JVM, ...logging, ...program.flags, ...agent]
  return ['java', ...flags, '-cp', '/opt/kafka/libs/*', program.main, ...program.args]
}

const statusOf = (error: unknown) => (error as { statusCode?: number }).statusCode

/** 404 and 409: it has ended already. */
function ignoreGone(error: unknown): void {
  if (statusOf(error) !== 404 && statusOf(error) !== 409) throw error
}

function ignoreNotPaused(error: unknown): void {
  if (![404, 409, 500].includes(statusOf(error) ?? 0)) throw error
}
