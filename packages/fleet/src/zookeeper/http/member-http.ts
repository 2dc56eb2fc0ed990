// AdminServer and Prometheus provider of one member: part of its process, so they hang and end with it.
import { type ProcessPortParts, processPort } from '../../process-port.ts'
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
      await Promise.all([admin.close(), metrics.close()])
    },
  }
}

/** One port of a member. */
function portOf(member: EnsembleMember, answer: ProcessPortParts['answer']) {
  return processPort({
    host: member.host,
    isAlive: () => member.process !== 'down',
    isAnswering: () => member.process === 'up',
    answer,
  })
}
