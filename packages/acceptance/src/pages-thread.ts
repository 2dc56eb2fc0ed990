// Reads exporter pages in a thread of the tests, as the console does in one of its own.
import { parentPort } from 'node:worker_threads'
import { servePages } from '@perigee/sources'

if (parentPort !== null) servePages(parentPort)
