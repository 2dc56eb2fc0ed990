// How the console's process is run; docker/Dockerfile says the same for the image. Measured in docs/benchmarks.md.
import { join } from 'node:path'
import { ROOT } from './paths.mjs'

/** Of the runtime. Young objects get 4 MiB instead of 16: some 30 MB less once answers have been read, for more and shorter pauses. */
export const CONSOLE_FLAGS = ['--max-semi-space-size=4']

/** Variables that the operator may set otherwise. */
export const CONSOLE_ENV = {
  // One heap of the C library for all threads: each further one keeps what its thread once needed.
  MALLOC_ARENA_MAX: '1',
  // What V8 made of the bundle is kept for the next start; gone with the bundle.
  NODE_COMPILE_CACHE: join(ROOT, 'apps', 'server', 'dist', 'compiled'),
}
