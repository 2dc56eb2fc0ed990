import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { cacheDir, exists, jarsIn } from './cache.ts'
import type { KafkaRelease } from './releases.ts'

// A class data archive (JDK AppCDS) saves about a third of the CPU of a start. It fits one Java and one class path only;
// the JVM ignores one that does not fit.

/** Where the class archive of a release is, whether it exists or not. */
export async function archiveFile(release: KafkaRelease, libs: string): Promise<string> {
  const key = createHash('sha256')
  key.update(process.env.JAVA_HOME ?? 'java')
  key.update((await jarsIn(libs)).join('\n'))
  return join(cacheDir(), release.folder, `classes-${key.digest('hex').slice(0, 12)}.jsa`)
}

/** JVM flags that use the archive; none when it has not been recorded yet. */
export async function archiveFlags(release: KafkaRelease, libs: string): Promise<string[]> {
  const file = await archiveFile(release, libs)
  return (await exists(file)) ? [`-XX:SharedArchiveFile=${file}`] : []
}
