// An HTTP port of a simulated process: it opens, hangs and ends with it, and keeps its number.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

export interface ProcessPortParts {
  readonly host: string
  /** Whether the port is open now. */
  readonly isAlive: () => boolean
  /** Whether requests are answered now; those that come meanwhile wait. */
  readonly isAnswering: () => boolean
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void
}

export interface ProcessPort {
  /** `http://host:port`; null before it first listens. */
  url(): string | null
  /** Does what the process does; one change after the other. */
  follow(): Promise<void>
  close(): Promise<void>
}

export function processPort({ host, isAlive, isAnswering, answer }: ProcessPortParts): ProcessPort {
  /** Requests that came while the process hung. */
  const parked = new Set<() => void>()
  let server: Server | null = null
  let port = 0
  let work: Promise<void> = Promise.resolve()

  async function follow(): Promise<void> {
    if (!isAlive()) await stop()
    else if (server === null) await start()
    if (!isAnswering()) return
    for (const run of parked) run()
    parked.clear()
  }

  async function start(): Promise<void> {
    const fresh = createServer((request, response) => {
      const run = () => answer(request, response)
      if (isAnswering()) run()
      else parked.add(run)
      response.on('close', () => parked.delete(run))
    })
    await new Promise<void>((resolve, reject) => {
      fresh.once('error', reject)
      fresh.listen(port, host, () => {
        fresh.off('error', reject)
        resolve()
      })
    })
    const address = fresh.address()
    if (typeof address === 'object' && address !== null) port = address.port
    server = fresh
  }

  async function stop(): Promise<void> {
    const last = server
    server = null
    parked.clear()
    if (last === null) return
    const closed = new Promise<void>((resolve) => {
      last.close(() => resolve())
    })
    last.closeAllConnections()
    await closed
  }

  return {
    url: () => (port === 0 ? null : `http://${host}:${port}`),
    follow() {
      work = work.catch(() => undefined).then(follow)
      return work
    },
    async close() {
      await work.catch(() => undefined)
      await stop()
    },
  }
}
