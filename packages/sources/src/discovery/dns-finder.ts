// DNS SRV: every record is an exporter at target:port, page /metrics.
import { Resolver } from 'node:dns/promises'
import { peerFailure } from '../kafka/link/network-failure.ts'
import { bad, good } from '../kafka/result.ts'
import { type Finder, findingOf } from './finding.ts'
import { labelledTarget } from './labels.ts'

export interface DnsOptions {
  readonly timeoutMs: number
  /** Name servers `address:port` instead of the system's. */
  readonly servers?: readonly string[]
}

export function dnsFinder(name: string, { timeoutMs, servers }: DnsOptions): Finder {
  const peer = `DNS ${name}`
  return {
    fact: 'discovery-dns',
    peer,
    find: async (signal) => {
      // One each time: name servers of the system may have changed, and cancel() ends all questions of a resolver.
      const resolver = new Resolver({ timeout: Math.max(1, Math.floor(timeoutMs / 2)), tries: 2 })
      if (servers) resolver.setServers(servers)
      const cancel = () => resolver.cancel()
      const late = setTimeout(cancel, timeoutMs)
      signal.addEventListener('abort', cancel, { once: true })
      try {
        const records = await resolver.resolveSrv(name)
        return good(
          findingOf(
            records.map((record) => {
              const written = `${record.name.replace(/\.$/, '')}:${record.port}`
              return [written, labelledTarget(written, {}, 'DNS SRV')] as const
            }),
          ),
        )
      } catch (error) {
        return bad(dnsFailure(String((error as NodeJS.ErrnoException).code), peer, timeoutMs))
      } finally {
        clearTimeout(late)
        signal.removeEventListener('abort', cancel)
      }
    },
  }
}

function dnsFailure(code: string, peer: string, timeoutMs: number) {
  if (code === 'ETIMEOUT' || code === 'ECANCELLED')
    return peerFailure('timeout', `no answer of the name server within ${timeoutMs} ms`, peer)
  if (code === 'ENOTFOUND' || code === 'ENODATA') return peerFailure('dns', 'the name has no SRV record', peer)
  return peerFailure('dns', `the name server gives no answer (${code})`, peer)
}
