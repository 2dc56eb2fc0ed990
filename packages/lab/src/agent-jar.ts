import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheDir, exists } from './cache.ts'
import { JMX_AGENT_JAR, JMX_AGENT_VERSION } from './releases.ts'
import { LabUnavailable } from './unavailable.ts'

const CENTRAL = 'https://repo.maven.apache.org/maven2/io/prometheus/jmx/jmx_prometheus_javaagent'

/**
 * Path of the JMX exporter agent, which Kafka's images do not contain; fetched from Maven Central on first use.
 *
 * @throws LabUnavailable when it is not in the cache and cannot be fetched.
 */
export async function agentJar(): Promise<string> {
  const candidates = ['kafka-4.3.1/libs', 'kafka-3.9.1/libs', 'agents'].map((dir) =>
    join(cacheDir(), dir, JMX_AGENT_JAR),
  )
  for (const candidate of candidates) {
    if (await exists(candidate)) return candidate
  }
  const url = `${CENTRAL}/${JMX_AGENT_VERSION}/${JMX_AGENT_JAR}`
  const target = join(cacheDir(), 'agents', JMX_AGENT_JAR)
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(60_000) })
    if (!answer.ok) throw new Error(`status ${answer.status}`)
    await mkdir(join(cacheDir(), 'agents'), { recursive: true })
    await writeFile(`${target}.${process.pid}`, new Uint8Array(await answer.arrayBuffer()))
    await rename(`${target}.${process.pid}`, target)
    return target
  } catch (error) {
    throw new LabUnavailable(
      `The JMX exporter agent could not be fetched from ${url}: ${(error as Error).message}`,
      `Put ${JMX_AGENT_JAR} into ${join(cacheDir(), 'agents')} and run again`,
    )
  }
}
