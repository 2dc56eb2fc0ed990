import { libsOf } from './cache.ts'
import { containerLauncher, findDocker, findImage } from './container-launcher.ts'
import { requireJava } from './java-home.ts'
import { jvmLauncher } from './jvm-launcher.ts'
import type { Launcher } from './launcher.ts'
import type { KafkaRelease } from './releases.ts'
import { LabUnavailable } from './unavailable.ts'

const chosen = new Map<KafkaRelease, Promise<Launcher>>()

/**
 * Containers where Docker answers and has the release's image or can pull it, else JVM processes.
 * `PERIGEE_LAB=jvm` or `containers` forces one.
 *
 * @throws LabUnavailable when nothing here can run Kafka.
 */
export function chooseLauncher(release: KafkaRelease): Promise<Launcher> {
  const launcher = chosen.get(release) ?? choose(release, process.env.PERIGEE_LAB)
  chosen.set(release, launcher)
  return launcher
}

async function choose(release: KafkaRelease, forced: string | undefined): Promise<Launcher> {
  if (forced !== undefined && forced !== '' && forced !== 'jvm' && forced !== 'containers') {
    throw new LabUnavailable(`PERIGEE_LAB is ${forced}`, 'Set it to jvm or containers, or leave it unset')
  }
  if (forced !== 'jvm') {
    const containers = await tryContainers(release)
    if (containers instanceof LabUnavailable) {
      if (forced === 'containers') throw containers
    } else return containers
  }
  await requireJava()
  await libsOf(release)
  return jvmLauncher
}

async function tryContainers(release: KafkaRelease): Promise<Launcher | LabUnavailable> {
  // Host networking, on which the lab rests, is Linux only in Docker.
  if (process.platform !== 'linux') return new LabUnavailable('Containers need Linux', 'Use PERIGEE_LAB=jvm')
  const docker = await findDocker()
  if (docker === undefined) {
    return new LabUnavailable('Docker does not answer', 'Start it, set DOCKER_HOST, or use PERIGEE_LAB=jvm')
  }
  const image = await findImage(docker, release)
  if (image === undefined) {
    return new LabUnavailable(
      `None of the images ${release.images.join(', ')} is there or can be pulled`,
      `Build one: docker build -f docker/kafka.Dockerfile --build-arg KAFKA_VERSION=${release.version} -t ${release.images[1]} docker`,
    )
  }
  return containerLauncher(docker, image)
}
