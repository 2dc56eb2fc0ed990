// The thread of the pages where there is no server that starts it.
import { parentPort } from 'node:worker_threads'
import { servePages } from './page-thread.ts'

if (parentPort !== null) servePages(parentPort)
