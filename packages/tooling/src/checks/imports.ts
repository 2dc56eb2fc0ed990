/** One import or re-export of a source file. */
export interface Import {
  readonly specifier: string
  /** Erased before running: `import type`, `export type`, or every name inside the braces marked `type`. */
  readonly typeOnly: boolean
  /** Names inside the braces that are imported as values. */
  readonly values: readonly string[]
  /** 1-based. */
  readonly line: number
}

const STATEMENT = /^[ \t]*(import|export)\b([^'";]*?)\bfrom\s*['"]([^'"\n$]+)['"]/gm
const BARE = /^[ \t]*import\s*['"]([^'"\n$]+)['"]/gm
// `$` marks a template: code that is written out for another process, not an import of this file.
const DYNAMIC = /\bimport\(\s*['"]([^'"\n$]+)['"]/g

/** Reads the imports of a TypeScript or JavaScript source by their shapes; it does not resolve them. */
export function importsOf(text: string): Import[] {
  const source = text.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
  const lineAt = (index: number) => source.slice(0, index).split('\n').length
  const found: Import[] = []
  for (const match of source.matchAll(STATEMENT)) {
    const clause = match[2] ?? ''
    const values = valueNames(clause)
    const typeOnly = /^\s*type\b/.test(clause) || (clause.trim().startsWith('{') && values.length === 0)
    found.push({ specifier: match[3] ?? '', typeOnly, values: typeOnly ? [] : values, line: lineAt(match.index) })
  }
  for (const pattern of [BARE, DYNAMIC])
    for (const match of source.matchAll(pattern))
      found.push({ specifier: match[1] ?? '', typeOnly: false, values: [], line: lineAt(match.index) })
  return found
}

function valueNames(clause: string): string[] {
  const braces = /\{([^}]*)\}/.exec(clause)?.[1] ?? ''
  return braces
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && !part.startsWith('type '))
    .map((part) => part.split(/\s+as\s+/)[0] ?? part)
}
