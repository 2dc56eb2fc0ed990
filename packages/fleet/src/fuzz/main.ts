// The fuzz program: mutated frames against every decoder, then against every server. Ends with 1 when one gave way.
import { parseArgs } from 'node:util'
import { fuzzDecoder } from './fuzz-decoder.ts'
import { fuzzServer, type ServerTarget } from './fuzz-server.ts'
import { settledHeapBytes } from './heap.ts'
import { openVictims, serverTargets } from './server-targets.ts'
import { decoderTargets } from './targets.ts'

const USAGE =
  'fuzz [--frames N] [--seed S] [--only TEXT]   N frames for each decoder and each server; default 100000, 1'
/** Caches and compiled code; a leak of one small object for each of 100,000 frames is more. */
const MAY_GROW_BYTES = 24 << 20

const { values } = parseArgs({
  options: {
    frames: { type: 'string' },
    seed: { type: 'string' },
    only: { type: 'string' },
    help: { type: 'boolean' },
  },
})
if (values.help === true) say(USAGE)
else process.exitCode = (await main(Number(values.frames ?? 100_000), Number(values.seed ?? 1))) ? 0 : 1

async function main(frames: number, seed: number): Promise<boolean> {
  const isChosen = ({ name }: { readonly name: string }) => name.includes(values.only ?? '')
  const startedAt = performance.now()
  let complaints = 0
  const complain = (text: string) => {
    complaints += 1
    say(`  COMPLAINT ${text}`)
  }
  const before = await settledHeapBytes()
  for (const target of decoderTargets().filter(isChosen)) {
    const report = await fuzzDecoder(target, { frames, seed })
    say(line(target.name, `${report.decoded} decoded`, report.tookMs))
    for (const { what, detail, hex } of report.complaints) complain(`${what}: ${detail}\n  ${hex}`)
  }
  const grown = (await settledHeapBytes()) - before
  say(`decoders: ${Math.round((performance.now() - startedAt) / 1_000)} s, ${mebibytes(grown)} more held`)
  if (grown > MAY_GROW_BYTES) complain(`decoders hold ${mebibytes(grown)} more than before`)
  await fuzzServers({ frames, seed, isChosen, complain })
  say(`${complaints === 0 ? 'nothing gave way' : `${complaints} complaints`} after ${seconds(startedAt)} s`)
  return complaints === 0
}

async function fuzzServers(options: {
  readonly frames: number
  readonly seed: number
  readonly isChosen: (target: ServerTarget) => boolean
  readonly complain: (text: string) => void
}): Promise<void> {
  const { frames, seed, isChosen, complain } = options
  const fleet = await openVictims()
  for (const target of serverTargets(fleet).filter(isChosen)) {
    await fuzzServer(target, { frames: Math.ceil(frames / 10), seed: seed + 1 })
    const before = await settledHeapBytes()
    const report = await fuzzServer(target, { frames, seed })
    const grown = (await settledHeapBytes()) - before
    const words = `${report.taken} taken of ${report.sent} sent on ${report.connections} connections, others waited at most ${Math.round(report.longestWaitMs)} ms, ${mebibytes(grown)} more held`
    say(line(target.name, words, report.tookMs))
    if (grown > MAY_GROW_BYTES) complain(`${target.name} holds ${mebibytes(grown)} more than before`)
    for (const mistake of target.mistakes()) complain(`${target.name}: ${mistake}`)
    if (target.connections() > 0) complain(`${target.name}: ${target.connections()} connections are left`)
  }
  await fleet.close()
}

function line(name: string, words: string, tookMs: number): string {
  return `${name.padEnd(40)} ${words}, ${(tookMs / 1_000).toFixed(1)} s`
}

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`
}

function seconds(since: number): number {
  return Math.round((performance.now() - since) / 1_000)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
