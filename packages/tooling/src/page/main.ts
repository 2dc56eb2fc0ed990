import { ROOT } from '../root.ts'
import { ensurePage } from './build.ts'

process.exitCode = ensurePage(ROOT) === 'failed' ? 1 : 0
