// Benchmarks; docs/benchmarks.md tells the method and the figures.
import { benchDomain } from './domain.ts'
import { benchExporter } from './exporter/main.ts'
import { benchPage } from './page/main.ts'
import { benchReal } from './real/main.ts'
import { benchScale } from './scale/main.ts'
import { HELP, scaleOptions } from './scale/options.ts'

await bench(process.argv.slice(2))

async function bench(words: readonly string[]): Promise<void> {
  if (words.includes('--exporter')) return benchExporter()
  if (words.includes('--page')) return benchPage(words)
  if (words.includes('--real')) return benchReal(words)
  const options = scaleOptions(words)
  if (options === 'help') console.log(HELP)
  else if (options === null) benchDomain()
  else await benchScale(options)
}
