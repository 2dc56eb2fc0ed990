// Secrets come from a file, the environment or (masked everywhere) the configuration itself.
import { readFileSync, statSync } from 'node:fs'
import { type ConfigProblem, printPath } from './problems.ts'
import { fileErrorText } from './yaml-file.ts'

const MAX_SECRET_BYTES = 256 * 1024

export interface SecretReader {
  readonly problems: ConfigProblem[]
  /** Every secret read, for the log's redaction. */
  readonly secrets: string[]
  /** Resolves paths of files; relative ones count from the configuration's directory. */
  readonly resolvePath: (path: string) => string
}

export interface SecretSource {
  readonly path: readonly PropertyKey[]
  readonly name: string
  readonly inline: string | undefined
  readonly file: string | undefined
}

/** Reads text that may be given in place or by `<name>File`. Null = neither, or a problem was noted. */
export function readText(reader: SecretReader, source: SecretSource): string | null {
  if (source.inline !== undefined && source.file !== undefined) {
    note(reader, source, `is given twice: by ${source.name} and by ${source.name}File; keep one`)
    return null
  }
  if (source.file === undefined) return source.inline ?? null
  return readSecretFile(reader, { ...source, name: `${source.name}File` }, reader.resolvePath(source.file))
}

/** Like {@link readText}, and remembers the value for redaction. */
export function readSecret(reader: SecretReader, source: SecretSource): string | null {
  const value = readText(reader, source)
  if (value !== null) reader.secrets.push(value)
  return value
}

function readSecretFile(reader: SecretReader, source: SecretSource, path: string): string | null {
  try {
    if (statSync(path).size > MAX_SECRET_BYTES) {
      note(reader, source, `names a file larger than ${MAX_SECRET_BYTES} bytes`)
      return null
    }
    // Editors and `echo` end files with a line break that belongs to no secret.
    const value = readFileSync(path, 'utf8').replace(/\r?\n$/, '')
    if (value !== '') return value
    note(reader, source, 'names an empty file')
  } catch (error) {
    note(reader, source, `names a file that ${fileErrorText(error)}`)
  }
  return null
}

function note(reader: SecretReader, source: SecretSource, message: string): void {
  reader.problems.push({ path: printPath([...source.path, source.name]), message })
}
