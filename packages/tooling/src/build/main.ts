// Brings both builds up to date: the page and the server. Exit code 1 when the page failed, 2 when the server did (too).
import { ROOT } from '../root.ts'
import { ensurePage } from './page.ts'
import { ensureServer } from './server.ts'

const page = ensurePage(ROOT)
const server = ensureServer(ROOT)
process.exitCode = server === 'failed' ? 2 : page === 'failed' ? 1 : 0
