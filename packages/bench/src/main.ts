// Benchmarks; docs/benchmarks.md tells the method and the figures.
import { benchDomain } from './domain.ts'
import { benchPage } from './page/main.ts'
import { benchScale } from './scale/main.ts'
import { HELP, scaleOptions } from './scale/options.ts'

const words = process.argv.slice(2)
const isOfPage = words.includes('--page')
const options = isOfPage ? null : scaleOptions(words)
if (isOfPage) await benchPage(words)
else if (options === 'help') console.log(HELP)
else if (options === null) benchDomain()
else await benchScale(options)
