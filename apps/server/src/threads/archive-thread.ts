// Numbers kept for years, in a thread: neither the disk nor the engine may hold up the console.
import { parentPort, workerData } from 'node:worker_threads'
import { runArchive } from '@perigee/store'

if (parentPort !== null) runArchive(parentPort, workerData)
