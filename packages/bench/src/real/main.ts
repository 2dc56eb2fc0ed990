// The console on a real cluster: `npm run bench -- --real [--minutes N] [--browsers N]`.
import { benchScale } from '../scale/main.ts'
import { scaleOptions } from '../scale/options.ts'
import { prepareRealCluster } from './prepare.ts'

/** Prepares a cluster, measures on it, and takes it down. */
export async function benchReal(words: readonly string[]): Promise<void> {
  console.log('Preparing a real cluster of 2,001 topics; this takes some minutes …')
  const startedAt = Date.now()
  await using cluster = await prepareRealCluster()
  console.log(`Prepared in ${Math.round((Date.now() - startedAt) / 1_000)} s: ${cluster.bootstrap}`)
  const rest = words.filter((word) => word !== '--real')
  const options = scaleOptions([...rest, '--bootstrap', cluster.bootstrap])
  if (options !== null && options !== 'help') await benchScale(options)
}
