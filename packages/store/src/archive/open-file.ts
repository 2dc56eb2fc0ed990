// Opens the database of the archive: one writer, a crash costs at most what was not handed over yet.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'

export const FILE_NAME = 'history.sqlite'

/** Each brings the database from the version of its place to the next. Never changed once released. */
const MIGRATIONS: readonly string[] = [
  `CREATE TABLE series (
     id INTEGER PRIMARY KEY,
     cluster TEXT NOT NULL,
     name TEXT NOT NULL,
     since INTEGER NOT NULL,
     last INTEGER NOT NULL,
     UNIQUE (cluster, name)
   );
   -- Every minute of all series as it came, until its hour is over.
   CREATE TABLE minutes (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, data BLOB NOT NULL);
   CREATE INDEX minutes_at ON minutes (at);
   -- Hours of minutes (tier 0), days of five minutes (1), thirty days of hours (2). The key is tier, hour of the start and
   -- series in one number: rows lie by time, the oldest go in one piece, and there is no index beside them.
   CREATE TABLE chunks (key INTEGER PRIMARY KEY, data BLOB NOT NULL);
   CREATE TABLE progress (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;`,
]
export const SCHEMA_VERSION = MIGRATIONS.length

/** Why there is no archive, as a word; the message says it in full. */
export type ArchiveTrouble = 'locked' | 'unwritable' | 'full' | 'corrupt' | 'newer' | 'broken'

export class ArchiveError extends Error {
  readonly trouble: ArchiveTrouble

  constructor(trouble: ArchiveTrouble, message: string) {
    super(message)
    this.trouble = trouble
  }
}

/** Only its owner may look: names of topics and clusters are in it. */
const PRIVATE_DIRECTORY = 0o700
/** Chunks have up to four kilobytes: in small pages each would leave a part of its page empty. */
const PAGE_BYTES = 16_384
/** Pages of the write-ahead log after which they go to the file. */
const CHECKPOINT_PAGES = 256
export const WAL_BYTES = CHECKPOINT_PAGES * PAGE_BYTES

/**
 * Opens, creates or migrates the database; throws {@link ArchiveError}. The lock lasts as long as the process lives, and
 * the system lifts it, however the process ends.
 */
export function openFile(directory: string): DatabaseSync {
  const path = join(directory, FILE_NAME)
  let db: DatabaseSync | undefined
  try {
    mkdirSync(directory, { recursive: true, mode: PRIVATE_DIRECTORY })
    // Asked for here and not imported: only a thread that keeps an archive pays for the engine.
    const { DatabaseSync: Database } = process.getBuiltinModule('node:sqlite')
    db = new Database(path, { timeout: 0 })
    prepare(db)
    migrate(db)
    return db
  } catch (error) {
    close(db)
    throw asArchiveError(error, directory)
  }
}

function prepare(db: DatabaseSync): void {
  // Before anything else: it holds for a new file only until the first thing is written.
  db.exec(`PRAGMA page_size = ${PAGE_BYTES}`)
  db.exec('PRAGMA locking_mode = EXCLUSIVE')
  db.exec('PRAGMA auto_vacuum = INCREMENTAL')
  db.exec('PRAGMA journal_mode = WAL')
  // FULL: the minute is on the disk when its transaction ends. NORMAL would leave what is in the log (hours of a small
  // cluster) to a power cut; one sync a minute costs nothing that anybody could measure.
  db.exec('PRAGMA synchronous = FULL')
  db.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
  db.exec(`PRAGMA journal_size_limit = ${WAL_BYTES}`)
  db.exec('PRAGMA cache_size = -4096')
  db.exec('PRAGMA temp_store = MEMORY')
  // Takes the lock now and not at the first write.
  db.exec('BEGIN IMMEDIATE; COMMIT')
}

function migrate(db: DatabaseSync): void {
  const version = Number((db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version)
  if (version > SCHEMA_VERSION) {
    throw new ArchiveError(
      'newer',
      `it was written by a newer Perigee (its form is ${version}, known is ${SCHEMA_VERSION})`,
    )
  }
  for (let from = version; from < SCHEMA_VERSION; from += 1) {
    db.exec(`BEGIN IMMEDIATE; ${MIGRATIONS[from]}; PRAGMA user_version = ${from + 1}; COMMIT`)
  }
}

export function close(db: DatabaseSync | undefined): void {
  try {
    db?.close()
  } catch {
    // What cannot even be closed holds nothing that could be saved.
  }
}

/** SQLite's primary result codes (sqlite3.h). */
const TROUBLES: Readonly<Record<number, ArchiveTrouble>> = {
  5: 'locked',
  6: 'locked',
  8: 'unwritable',
  11: 'corrupt',
  13: 'full',
  14: 'unwritable',
  23: 'unwritable',
  26: 'corrupt',
}
const SYSTEM: Readonly<Record<string, ArchiveTrouble>> = {
  EACCES: 'unwritable',
  EPERM: 'unwritable',
  EROFS: 'unwritable',
  ENOTDIR: 'unwritable',
  EEXIST: 'unwritable',
  ENOSPC: 'full',
  EDQUOT: 'full',
}

const WORDS: Readonly<Record<ArchiveTrouble, (directory: string, reason: string) => string>> = {
  locked: (directory) =>
    `Another console writes to ${directory}: each needs a directory of its own (history.directory)`,
  unwritable: (directory, reason) => `${directory} cannot be written: ${reason}`,
  full: (directory) => `There is no room left in ${directory}`,
  corrupt: (directory, reason) => `${join(directory, FILE_NAME)} is damaged: ${reason}`,
  newer: (_, reason) => reason,
  broken: (directory, reason) => `${join(directory, FILE_NAME)} failed: ${reason}`,
}

/** What went wrong, in words that say what to do. */
export function asArchiveError(error: unknown, directory: string): ArchiveError {
  if (error instanceof ArchiveError) return error
  const { errcode, code, message } = error as { errcode?: number; code?: string; message?: string }
  const trouble = TROUBLES[(errcode ?? 0) & 0xff] ?? SYSTEM[code ?? ''] ?? 'broken'
  return new ArchiveError(trouble, WORDS[trouble](directory, message ?? String(error)))
}
