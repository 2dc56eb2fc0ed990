import { SASL_AUTHENTICATE } from '../apis/sasl-authenticate.ts'
import { API_VERSIONS_KEY } from '../wire/headers.ts'
import type { Fault, FaultRule } from './fault.ts'

/** The faults of one node, changed while it serves. */
export interface FaultPlan {
  /** Gives what lifts it. */
  add(rule: Partial<FaultRule> & { readonly fault: Fault }): () => void
  clear(): void
  /** The faults that strike an answer to this API (null: a connection being accepted); each call counts as a strike. */
  strike(apiKey: number | null): readonly Fault[]
}

const ON_ACCEPT: ReadonlySet<Fault['kind']> = new Set(['hang-after-accept'])

/** Faults that only one API's answers can carry. */
const OWN_API: Partial<Record<Fault['kind'], number>> = {
  'version-lie': API_VERSIONS_KEY,
  'authentication-failure': SASL_AUTHENTICATE.key,
}

export function createFaultPlan(): FaultPlan {
  const rules = new Set<{ fault: Fault; apiKey: number | null; left: number }>()
  return {
    add({ fault, apiKey = null, times = null }) {
      const rule = { fault, apiKey: OWN_API[fault.kind] ?? apiKey, left: times ?? Number.POSITIVE_INFINITY }
      rules.add(rule)
      return () => rules.delete(rule)
    },
    clear: () => rules.clear(),
    strike(apiKey) {
      if (rules.size === 0) return []
      const struck: Fault[] = []
      for (const rule of rules) {
        const isOnAccept = ON_ACCEPT.has(rule.fault.kind)
        if (isOnAccept !== (apiKey === null)) continue
        if (rule.apiKey !== null && rule.apiKey !== apiKey) continue
        rule.left -= 1
        if (rule.left <= 0) rules.delete(rule)
        struck.push(rule.fault)
      }
      return struck
    },
  }
}
