// What the console computes by itself.
import { cpus } from 'node:os'
import { benchArchive } from './archive.ts'
import { benchAssess } from './assess.ts'
import { benchHistory } from './history.ts'
import { benchMonitoring } from './monitoring.ts'

const SHAPES = [
  { topics: 2_000, partitionsPerTopic: 10, brokers: 9 },
  { topics: 20_000, partitionsPerTopic: 5, brokers: 30 },
]

export function benchDomain(): void {
  if (globalThis.gc === undefined) console.log('Run with --expose-gc for memory figures.')
  console.log(`Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`)
  for (const shape of SHAPES) {
    const partitions = shape.topics * shape.partitionsPerTopic
    console.log(`\n${shape.topics} topics, ${partitions} partitions at RF 3, ${shape.brokers} brokers`)
    for (const line of benchAssess(shape)) console.log(`  ${line}`)
  }
  console.log('\nMonitoring, 100 brokers, 100,000 partitions')
  for (const line of benchMonitoring()) console.log(`  ${line}`)
  console.log('\nHistory')
  for (const line of benchHistory(2_000)) console.log(`  ${line}`)
  console.log('\nArchive')
  for (const line of benchArchive(400)) console.log(`  ${line}`)
}
