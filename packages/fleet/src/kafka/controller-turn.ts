import type { RequestContext } from './handler.ts'

const LOOK_EVERY_MS = 100
const GIVE_UP_MS = 30_000

/** Brokers pass some requests on to the active controller, and wait for one while there is none (KIP-590). */
export async function activeController({ cluster, after }: RequestContext): Promise<number> {
  for (let waitedMs = 0; cluster.controllerId < 0 && waitedMs < GIVE_UP_MS; waitedMs += LOOK_EVERY_MS) {
    await new Promise<void>((resolve) => after(LOOK_EVERY_MS, resolve))
  }
  return cluster.controllerId
}
