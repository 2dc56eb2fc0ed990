import type { Target } from '@perigee/domain'
import { filterTerm, type Page, urlOf, type View } from '@perigee/links'

/** The URL of a judgement's target, minted by the one codec. Topic lists behind a count show internal topics too. */
export function hrefOf(cluster: string, target: Target): string {
  switch (target.page) {
    case 'broker':
      return urlOf({ kind: 'broker', cluster, broker: target.broker })
    case 'topic':
      return urlOf({ kind: 'topic', cluster, topic: target.topic })
    case 'cluster':
    case 'quorum':
      return urlOf({ kind: target.page, cluster })
    case 'durability':
      return urlOf({ kind: 'durability', cluster }, target.lose === undefined ? {} : { lose: target.lose })
    case 'sources':
      return urlOf({ kind: 'sources' }, { q: [filterTerm('cluster', cluster), target.q].filter(Boolean).join(' ') })
    default:
      return urlOf(pageOf(cluster, target.page), viewOf(target))
  }
}

export function hrefOrNull(cluster: string, target: Target | null): string | null {
  return target === null ? null : hrefOf(cluster, target)
}

function pageOf(cluster: string, kind: 'partitions' | 'topics' | 'brokers'): Page {
  return { kind, cluster }
}

function viewOf(target: { readonly page: string; readonly q?: string }): View {
  if (target.q === undefined) return {}
  return target.page === 'topics' ? { q: target.q, internal: 'show' } : { q: target.q }
}
