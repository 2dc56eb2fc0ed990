// Benchmarks; docs/benchmarks.md tells the method and the figures.
import { benchDomain } from './domain.ts'
import { benchScale } from './scale/main.ts'
import { HELP, scaleOptions } from './scale/options.ts'

const options = scaleOptions(process.argv.slice(2))
if (options === 'help') console.log(HELP)
else if (options === null) benchDomain()
else await benchScale(options)
