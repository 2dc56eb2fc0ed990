/** Pages of the console. `kind` is the page, the rest its path parts (decoded). */
export type Page =
  | { readonly kind: 'overview' }
  | { readonly kind: 'sources' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'connect' }
  | { readonly kind: 'cluster'; readonly cluster: string }
  | { readonly kind: 'brokers'; readonly cluster: string }
  | { readonly kind: 'broker'; readonly cluster: string; readonly broker: number }
  | { readonly kind: 'topics'; readonly cluster: string }
  | { readonly kind: 'topic'; readonly cluster: string; readonly topic: string }
  | { readonly kind: 'partitions'; readonly cluster: string }
  | { readonly kind: 'durability'; readonly cluster: string }
  | { readonly kind: 'preflight'; readonly cluster: string }
  | { readonly kind: 'quorum'; readonly cluster: string }
  | { readonly kind: 'capability'; readonly cluster: string }
  | { readonly kind: 'capacity'; readonly cluster: string }
  | { readonly kind: 'not-found'; readonly path: string }

/** View state in the query string; defaults are left out. */
export interface View {
  readonly q?: string
  readonly sort?: string
  readonly tab?: string
  readonly sel?: string
  readonly lose?: string
  readonly internal?: string
  readonly from?: string
  readonly to?: string
  readonly at?: string
  readonly tz?: string
  readonly theme?: string
  readonly density?: string
  readonly kiosk?: string
}

/** Fixed order, so that equal views have equal URLs. */
export const VIEW_KEYS = [
  'q',
  'sort',
  'internal',
  'lose',
  'tab',
  'sel',
  'from',
  'to',
  'at',
  'tz',
  'theme',
  'density',
  'kiosk',
] as const

/** Half a surrogate pair cannot be encoded: it becomes U+FFFD, as a browser would send it. */
const encoded = (text: string) => encodeURIComponent(text.toWellFormed())
const segment = (text: string | number) => encoded(String(text))

/** Path of a page, every segment percent-encoded. */
export function pathOf(page: Page): string {
  if (page.kind === 'not-found') return page.path
  if (!('cluster' in page)) return `/${page.kind}`
  const cluster = `/c/${segment(page.cluster)}`
  if (page.kind === 'cluster') return cluster
  if (page.kind === 'broker') return `${cluster}/brokers/${page.broker}`
  if (page.kind === 'topic') return `${cluster}/topics/${segment(page.topic)}`
  return `${cluster}/${page.kind}`
}

/** URL of a page with its view; unknown parameters given in `kept` are carried along unread. */
export function urlOf(page: Page, view: View = {}, kept: Readonly<Record<string, string>> = {}): string {
  const params = [
    ...VIEW_KEYS.flatMap((key) =>
      view[key] === undefined || view[key] === '' ? [] : [`${key}=${readable(view[key])}`],
    ),
    ...Object.entries(kept).map(([key, value]) => `${readable(key)}=${readable(value)}`),
  ]
  return params.length === 0 ? pathOf(page) : `${pathOf(page)}?${params.join('&')}`
}

/** Encodes what must be, and leaves `:`, `,`, `/`, `@` and `*` readable: links are written and read by people. */
function readable(text: string): string {
  return encoded(text).replace(/%3A/g, ':').replace(/%2C/g, ',').replace(/%2F/g, '/').replace(/%40/g, '@')
}

export interface Location {
  readonly page: Page
  readonly view: View
  /** Parameters we do not know: kept, ignored. */
  readonly kept: Readonly<Record<string, string>>
}

/** Reads a path and query string back. Never throws: what it does not know is `not-found`. */
export function readUrl(path: string, search: string): Location {
  const params = [...new URLSearchParams(search)]
  const known = ([key]: readonly [string, string]) => (VIEW_KEYS as readonly string[]).includes(key)
  const kept = Object.fromEntries(params.filter((param) => !known(param)))
  return { page: readPath(path), view: Object.fromEntries(params.filter(known)), kept }
}

/** Pages of a cluster that have no more to their path than their kind. */
const CLUSTER_PAGES = [
  'brokers',
  'topics',
  'partitions',
  'durability',
  'preflight',
  'quorum',
  'capability',
  'capacity',
] as const

function readPath(path: string): Page {
  const parts = decodeParts(path)
  const [first, cluster, noun, name, ...more] = parts ?? ['?']
  if (parts === null || more.length > 0) return { kind: 'not-found', path }
  if (parts.length === 0) return { kind: 'overview' }
  if (
    parts.length === 1 &&
    (first === 'overview' || first === 'sources' || first === 'settings' || first === 'connect')
  )
    return { kind: first }
  if (first !== 'c' || cluster === undefined) return { kind: 'not-found', path }
  if (noun === undefined) return { kind: 'cluster', cluster }
  if (name === undefined) {
    const kind = CLUSTER_PAGES.find((each) => each === noun)
    return kind === undefined ? { kind: 'not-found', path } : { kind, cluster }
  }
  if (noun === 'brokers' && /^\d{1,10}$/.test(name)) return { kind: 'broker', cluster, broker: Number(name) }
  if (noun === 'topics') return { kind: 'topic', cluster, topic: name }
  return { kind: 'not-found', path }
}

function decodeParts(path: string): string[] | null {
  try {
    return path
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent)
  } catch {
    return null
  }
}
