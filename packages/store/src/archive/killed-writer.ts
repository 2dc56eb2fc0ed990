// For the test of crashes: writes minutes as fast as it can, says each that the file has taken, and never ends.
import { ArchiveKeeper } from './keeper.ts'
import { MINUTE_MS } from './minute.ts'
import { MinuteGatherer, type SealedMinute } from './minute-gatherer.ts'

const [directory = '', from = '0'] = process.argv.slice(2)
const keeper = new ArchiveKeeper({ directory, maxBytes: 64_000_000 })
const sealed: SealedMinute[] = []
const gatherer = new MinuteGatherer((minute) => sealed.push(minute))
const slots = Array.from({ length: 60 }, (_, i) => gatherer.open('c', `s${i}`))

for (let at = Number(from); ; at += MINUTE_MS) {
  for (const slot of slots) gatherer.add(slot, at, at / MINUTE_MS)
  gatherer.flush()
  for (const one of sealed.splice(0)) keeper.take(one, at + MINUTE_MS)
  for (const _ of keeper.work(at + MINUTE_MS)) await new Promise(setImmediate)
  const { trouble, writtenTo } = keeper.status()
  if (trouble !== null) throw new Error(trouble.message)
  process.stdout.write(`${writtenTo}\n`)
}
