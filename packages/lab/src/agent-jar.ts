import { execFile } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { cacheDir, exists } from './cache.ts'
import { JMX_AGENT_JAR, JMX_AGENT_VERSION } from './releases.ts'
import { LabUnavailable } from './unavailable.ts'

const run = promisify(execFile)

/**
 * Path of the JMX exporter agent, which Kafka's images do not contain; fetched by Maven on first use.
 *
 * @throws LabUnavailable when it is not in the cache and cannot be fetched.
 */
export async function agentJar(): Promise<string> {
  const agents = join(cacheDir(), 'agents')
  const candidates = ['kafka-4.3.1/libs', 'kafka-3.9.1/libs'].map((dir) => join(cacheDir(), dir)).concat(agents)
  for (const dir of candidates) {
    if (await exists(join(dir, JMX_AGENT_JAR))) return join(dir, JMX_AGENT_JAR)
  }
  await mkdir(agents, { recursive: true })
  const artifact = `io.prometheus.jmx:jmx_prometheus_javaagent:${JMX_AGENT_VERSION}`
  try {
    await run('mvn', ['-q', '-B', 'dependency:copy', `-Dartifact=${artifact}`, `-DoutputDirectory=${agents}`], {
      cwd: agents,
      timeout: 300_000,
    })
    return join(agents, JMX_AGENT_JAR)
  } catch (error) {
    throw new LabUnavailable(
      `Maven could not fetch the JMX exporter agent ${JMX_AGENT_VERSION}: ${(error as Error).message.split('\n')[0]}`,
      `Install Maven (Debian: apt-get install maven), put ${JMX_AGENT_JAR} into ${agents}, or switch exporters off`,
    )
  }
}
