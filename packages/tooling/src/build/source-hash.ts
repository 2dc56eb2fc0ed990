import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

const NOT_IN_A_BUILD = /(^|\/)(node_modules|dist|testing)(\/|$)|\.(test|fake)\.tsx?$/

/** One digest over the paths and contents of everything below `inputs` (files or directories) that a build is made of. */
export function hashSources(root: string, inputs: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of inputs.flatMap((input) => filesBelow(root, join(root, input))).sort()) {
    hash.update(`${file}\0`)
    hash.update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

function filesBelow(root: string, path: string): string[] {
  const name = relative(root, path).replaceAll('\\', '/')
  if (!existsSync(path) || NOT_IN_A_BUILD.test(name)) return []
  if (!statSync(path).isDirectory()) return [name]
  return readdirSync(path).flatMap((entry) => filesBelow(root, join(path, entry)))
}
