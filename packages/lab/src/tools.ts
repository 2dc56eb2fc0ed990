import { chooseLauncher } from './engine.ts'
import type { Launcher } from './launcher.ts'
import { type KafkaRelease, type ToolName, toolClass } from './releases.ts'
import { ToolFailed } from './unavailable.ts'
import { openWorkspace } from './workspace.ts'

const TOOL_TIMEOUT_MS = 90_000

interface Where {
  readonly release: KafkaRelease
  readonly launcher: Launcher
  /** Readable by the tool. */
  readonly dir: string
}

/** @throws ToolFailed when it ends with another code than 0. */
export async function runTool(where: Where, name: ToolName, args: readonly string[]): Promise<string> {
  const { release, launcher, dir } = where
  const program = { release, main: toolClass(release, name), args, flags: ['-Xmx128m'] }
  const output = await launcher.run(program, { dir, timeoutMs: TOOL_TIMEOUT_MS })
  if (output.exitCode !== 0) throw new ToolFailed(name, output.exitCode, output)
  return output.stdout
}

/**
 * Output of one of a release's command-line tools, for clusters that the lab has not started.
 *
 * @throws ToolFailed when it ends with another code than 0; LabUnavailable when nothing here can run it.
 */
export async function kafkaTool(release: KafkaRelease, name: ToolName, args: readonly string[]): Promise<string> {
  const workspace = await openWorkspace()
  try {
    return await runTool({ release, launcher: await chooseLauncher(release), dir: workspace.dir }, name, args)
  } finally {
    await workspace.remove()
  }
}
