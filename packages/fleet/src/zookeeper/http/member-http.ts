// AdminServer and Prometheus provider of one member: part of its process, so they hang and end with it.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { EnsembleMember } from '../member.ts'
import { answerAdmin } from './admin-server.ts'
import { providerPage } from './provider-page.ts'

export interface MemberHttp {
  /** `http://host:port`; null before it first listens. */
  adminUrl(): string | null
  /** `http://host:port/metrics`; null before it first listens. */
  metricsUrl(): string | null
  /** Does what the member's process does. */
  follow(): Promise<void>
  close(): Promise<void>
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void

export function openMemberHttp(member: EnsembleMember): MemberHttp {
  const admin = portOf(member, (request, response) => answerAdmin(member, request, response))
  const metrics = portOf(member, (request, response) => {
    const isPage = request.url?.split('?')[0] === '/metrics'
    response.writeHead(isPage ? 200 : 404, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' })
    response.end(isPage ? providerPage(member) : '')
  })
  return {
    adminUrl: () => admin.url(),
    metricsUrl: () => {
      const url = metrics.url()
      return url === null ? null : `${url}/metrics`
    },
    async follow() {
      await Promise.all([admin.follow(), metrics.follow()])
    },
    async close() {
      await Promise.all([admin.stop(), metrics.stop()])
    },
  }
}

/** One port of a member. Requests that come while its process hangs are answered when it goes on. */
function portOf(member: EnsembleMember, answer: Answer) {
  const parked = new Set<() => void>()
  let server: Server | null = null
  let port = 0

  async function start(): Promise<void> {
    const fresh = createServer((request, response) => {
      const run = () => answer(request, response)
      if (member.process === 'up') run()
      else parked.add(run)
      response.on('close', () => parked.delete(run))
    })
    await new Promise<void>((resolve, reject) => {
      fresh.once('error', reject)
      fresh.listen(port, member.host, () => {
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
    url: () => (port === 0 ? null : `http://${member.host}:${port}`),
    async follow() {
      if (member.process === 'down') await stop()
      else if (server === null) await start()
      if (member.process !== 'up') return
      for (const run of parked) run()
      parked.clear()
    },
    stop,
  }
}
