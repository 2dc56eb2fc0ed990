import { requireJava } from './java-home.ts'
import { jvmLauncher } from './jvm-launcher.ts'
import type { Launcher } from './launcher.ts'
import type { KafkaRelease } from './releases.ts'

/** @throws LabUnavailable when nothing here can run Kafka. */
export async function chooseLauncher(_release: KafkaRelease): Promise<Launcher> {
  await requireJava()
  return jvmLauncher
}
