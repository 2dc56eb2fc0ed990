import { readFileSync, statSync } from 'node:fs'
import { LineCounter, parseDocument } from 'yaml'
import type { ConfigProblem } from './problems.ts'

export const MAX_FILE_BYTES = 1024 * 1024
/** A file that repeats itself more often than this is a YAML bomb, not a configuration. */
const MAX_ALIASES = 100

export type YamlResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: ConfigProblem }

/** Reads one YAML file. Problems name the line, never its text. */
export function readYamlFile(path: string): YamlResult {
  const refuse = (message: string): YamlResult => ({ ok: false, problem: { path, message } })
  try {
    const stat = statSync(path)
    if (!stat.isFile()) return refuse('is not a file')
    if (stat.size > MAX_FILE_BYTES) return refuse(`is larger than ${MAX_FILE_BYTES} bytes (1 MiB)`)
    return parseYaml(readFileSync(path, 'utf8'), path)
  } catch (error) {
    return refuse(fileErrorText(error))
  }
}

/** Parses YAML text; `name` stands for it in problems. */
export function parseYaml(text: string, name: string): YamlResult {
  const refuse = (message: string): YamlResult => ({ ok: false, problem: { path: name, message } })
  try {
    const lines = new LineCounter()
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' })
    const error = document.errors[0]
    if (error !== undefined) {
      return refuse(`is not valid YAML in line ${lines.linePos(error.pos[0]).line} (${wordsOf(error.code)})`)
    }
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES }) ?? {}
    if (holdsItself(value)) return refuse('holds an alias to a group that it is itself part of: refused')
    return { ok: true, value }
  } catch (error) {
    if (error instanceof ReferenceError)
      return refuse(`repeats itself through aliases more than ${MAX_ALIASES} times: refused`)
    if (error instanceof RangeError) return refuse('is nested too deeply: refused')
    return refuse('is not valid YAML')
  }
}

/** An alias inside its own anchor makes a value without end. */
function holdsItself(value: unknown, around: readonly object[] = []): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (around.includes(value)) return true
  return Object.values(value).some((inner) => holdsItself(inner, [...around, value]))
}

function wordsOf(code: string): string {
  return code.toLowerCase().replace(/_/g, ' ')
}

/** Why a file could not be read, in words, from the system's error code. */
export function fileErrorText(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  const words: Record<string, string> = {
    ENOENT: 'does not exist',
    EACCES: 'may not be read by this user',
    EPERM: 'may not be read by this user',
    EISDIR: 'is a directory, not a file',
    ENOTDIR: 'lies below something that is not a directory',
  }
  return words[code] ?? `cannot be read (${code})`
}
