import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { gzipSync } from 'node:zlib'

/** Limits in bytes after gzip; 1 kB = 1,000 bytes. From the interface's performance budget. */
export const BUDGETS = { firstLoadScript: 260_000, routeChunk: 40_000, chartsChunk: 125_000, styles: 40_000 } as const

export interface PageSizes {
  readonly firstLoadScriptBytes: number
  readonly stylesBytes: number
  readonly chunks: readonly { readonly name: string; readonly sizeBytes: number; readonly limitBytes: number }[]
}

/** Weighs a built page. First load = what index.html names and everything those scripts import statically. */
export function weighPage(dist: string): PageSizes {
  const html = readFileSync(join(dist, 'index.html'), 'utf8')
  const assets = filesOf(dist)
  const firstLoad = closure(dist, assets, scriptsNamedIn(html))
  const scripts = assets.filter((name) => name.endsWith('.js'))
  return {
    firstLoadScriptBytes: sum(firstLoad.map((name) => gzipBytes(dist, name))),
    stylesBytes: sum(assets.filter((name) => name.endsWith('.css')).map((name) => gzipBytes(dist, name))),
    chunks: scripts
      .filter((name) => !firstLoad.includes(name))
      .map((name) => ({
        name,
        sizeBytes: gzipBytes(dist, name),
        limitBytes: /chart/i.test(name) ? BUDGETS.chartsChunk : BUDGETS.routeChunk,
      }))
      .sort((a, b) => b.sizeBytes - a.sizeBytes),
  }
}

/** One line per budget that is passed over. */
export function overBudget(sizes: PageSizes): string[] {
  const lines = [
    { name: 'first-load script', sizeBytes: sizes.firstLoadScriptBytes, limitBytes: BUDGETS.firstLoadScript },
    { name: 'styles', sizeBytes: sizes.stylesBytes, limitBytes: BUDGETS.styles },
    ...sizes.chunks,
  ]
  return lines
    .filter((line) => line.sizeBytes > line.limitBytes)
    .map((line) => `${line.name}: ${kilobytes(line.sizeBytes)} gzip; the budget is ${kilobytes(line.limitBytes)}`)
}

export function kilobytes(sizeBytes: number): string {
  return `${(sizeBytes / 1000).toFixed(1)} kB`
}

function scriptsNamedIn(html: string): string[] {
  const tags = html.match(/<(?:script|link)\b[^>]*>/g) ?? []
  return tags
    .filter((tag) => tag.startsWith('<script') || /rel="modulepreload"/.test(tag))
    .flatMap((tag) => /(?:src|href)="([^"]+\.js)"/.exec(tag)?.[1] ?? [])
    .map((path) => path.replace(/^\.?\//, ''))
}

function closure(dist: string, assets: readonly string[], entries: readonly string[]): string[] {
  const reached = new Set<string>()
  const open = [...entries]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (reached.has(name) || !assets.includes(name)) continue
    reached.add(name)
    const text = readFileSync(join(dist, name), 'utf8')
    for (const match of text.matchAll(/(?:\bfrom|\bimport)\s*["'](\.[^"']+\.js)["']/g))
      open.push(posix.join(posix.dirname(name), match[1] ?? ''))
  }
  return [...reached]
}

function filesOf(dist: string, below = ''): string[] {
  if (!existsSync(join(dist, below))) return []
  return readdirSync(join(dist, below), { withFileTypes: true }).flatMap((entry) => {
    const name = below === '' ? entry.name : `${below}/${entry.name}`
    return entry.isDirectory() ? filesOf(dist, name) : [name]
  })
}

const gzipBytes = (dist: string, name: string) => gzipSync(readFileSync(join(dist, name))).length
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
