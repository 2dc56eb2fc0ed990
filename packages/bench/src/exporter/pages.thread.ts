import { parentPort } from 'node:worker_threads'
import { servePages } from '@perigee/sources'

if (parentPort !== null) servePages(parentPort)
