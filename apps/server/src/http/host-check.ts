// A page of somebody else may make its own name point at 127.0.0.1 and then read this console (DNS rebinding). The Host
// header still carries that name: bound to a loopback address only known names are answered.
import type { FastifyInstance } from 'fastify'
import { HttpRefusal } from './errors.ts'

export interface HostRule {
  /** The address the server binds to. */
  readonly boundTo: string
  readonly allowedHosts: readonly string[]
}

/** Whether a Host header may be answered. */
export function isHostAllowed(host: string | undefined, rule: HostRule): boolean {
  const isLocal = isLoopback(rule.boundTo)
  if (!isLocal && rule.allowedHosts.length === 0) return true
  const name = hostName(host)
  if (name === null) return false
  return isLoopback(name) || rule.allowedHosts.some((allowed) => allowed.toLowerCase() === name)
}

export function isLoopback(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name)
}

/** Name without port and brackets, in small letters; null when there is none. */
function hostName(host: string | undefined): string | null {
  const found = /^(?:\[([^\]]+)\]|([^:]+))(?::\d+)?$/.exec(host ?? '')
  return (found?.[1] ?? found?.[2])?.toLowerCase().replace(/\.$/, '') ?? null
}

export function checkHosts(app: FastifyInstance, rule: HostRule): void {
  app.addHook('onRequest', async (request) => {
    // Health checks inside a container come by address, and tell nothing.
    if (request.url === '/healthz' || request.url === '/readyz') return
    if (!isHostAllowed(request.headers.host, rule)) throw new HttpRefusal('PGE_WRONG_HOST')
  })
}
