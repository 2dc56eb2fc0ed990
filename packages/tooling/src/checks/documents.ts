import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

const LINK = /\]\((?!https?:|mailto:|#)([^)\s#]+)(?:#[^)]*)?\)/g
const OWN_PATH = /`((?:apps|packages|docker|docs)\/[\w./-]+)`/g
const KEY = /\bkey\('([^']+)'/g

/** Documents that point to what is not there: dead relative links, paths of ours that moved, settings the README forgot. */
export function staleDocuments(root: string): string[] {
  const documents = [...markdownIn(root, '.'), ...markdownIn(root, 'docs')]
  return [...documents.flatMap((path) => [...deadLinks(root, path), ...deadPaths(root, path)]), ...untoldKeys(root)]
}

function markdownIn(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: folder !== '.' })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => posix.relative(root, posix.join(entry.parentPath, entry.name)))
}

function deadLinks(root: string, path: string): string[] {
  return [...readFileSync(join(root, path), 'utf8').matchAll(LINK)]
    .map((match) => match[1] ?? '')
    .filter((target) => !existsSync(join(root, posix.dirname(path), target)))
    .map((target) => `${path}  links to ${target}, which is not there`)
}

function deadPaths(root: string, path: string): string[] {
  return [...readFileSync(join(root, path), 'utf8').matchAll(OWN_PATH)]
    .map((match) => match[1] ?? '')
    .filter((target) => !existsSync(join(root, target)))
    .map((target) => `${path}  names ${target}, which is not there`)
}

function untoldKeys(root: string): string[] {
  const table = join(root, 'packages/config/src/keys.ts')
  if (!existsSync(table)) return []
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  return [...readFileSync(table, 'utf8').matchAll(KEY)]
    .map((match) => match[1] ?? '')
    .filter((name) => !readme.includes(`\`${name}\``))
    .map((name) => `README.md  does not tell of the setting ${name}`)
}
