// What is wrong with a configuration, by path. Values are never printed.
import type { z } from 'zod'
import { childrenOf, generalPath } from './keys.ts'
import { nearest } from './nearest.ts'

export interface ConfigProblem {
  /** `clusters[0].sasl.password`, `--port`, `PERIGEE_PROT`, or the file's name. */
  readonly path: string
  readonly message: string
}

/** `['clusters', 0, 'name']` → `clusters[0].name`. */
export function printPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number' || /^\d+$/.test(String(part))) return `${text}[${String(part)}]`
    return text === '' ? String(part) : `${text}.${String(part)}`
  }, '')
}

/** Problems of a failed parse, one a line, unknown keys with the nearest known one. */
export function problemsOf(error: z.ZodError): ConfigProblem[] {
  return error.issues.flatMap((issue) => problemsOfIssue(issue, []))
}

type Issue = z.core.$ZodIssue

function problemsOfIssue(issue: Issue, above: readonly PropertyKey[]): ConfigProblem[] {
  const path = [...above, ...issue.path]
  if (issue.code === 'unrecognized_keys') return issue.keys.map((name) => unknownKey(path, name))
  if (issue.code === 'invalid_union') {
    // The branch that got furthest is the one that was meant: its problems say more than "no branch fits".
    const deepest = issue.errors.find((branch) =>
      branch.some((inner) => inner.path.length > 0 || inner.code === 'unrecognized_keys'),
    )
    if (deepest !== undefined) return deepest.flatMap((inner) => problemsOfIssue(inner, path))
  }
  if (issue.code === 'invalid_key') return [{ path: printPath(path), message: 'is not a valid name' }]
  return [{ path: printPath(path) || 'the file', message: messageOf(issue) }]
}

function messageOf(issue: Issue): string {
  if (issue.code !== 'invalid_type') return issue.message
  const expected =
    issue.expected === 'record' || issue.expected === 'object' ? 'a group of settings' : nameOf(issue.expected)
  return /received undefined/.test(issue.message) ? `is missing; must be ${expected}` : `must be ${expected}`
}

function nameOf(type: string): string {
  const names: Record<string, string> = {
    string: 'text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
  }
  return names[type] ?? type
}

function unknownKey(path: readonly PropertyKey[], name: string): ConfigProblem {
  const known = childrenOf(generalPath(path))
  const meant = nearest(name, known)
  const hint =
    meant === null ? (known.length === 0 ? '' : `; known here: ${known.join(', ')}`) : `; did you mean ${meant}?`
  return { path: printPath([...path, name]), message: `is not a known key${hint}` }
}
