import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

export interface SourceFile {
  /** Path from the repository's root, with forward slashes. */
  readonly path: string
  /** Package that holds it, by folder name: `domain`, `server`. */
  readonly room: string
  readonly text: string
  readonly isTest: boolean
}

export interface RoomManifest {
  readonly room: string
  /** Packages of the outside world that its package.json names. */
  readonly dependencies: ReadonlySet<string>
  readonly devDependencies: ReadonlySet<string>
  /** Entries that its `exports` names: `.`, and rarely one more. */
  readonly doors: ReadonlySet<string>
}

const READ = /\.(ts|tsx|mjs|css)$/
const TEST = /\.test\.tsx?$|\.fake\.ts$|\/testing\//
const SHELVES = ['apps', 'packages']

/** Every source file of ours below apps/<room>/src and packages/<room>/src. */
export function readSources(root: string): SourceFile[] {
  return roomFolders(root).flatMap(({ room, folder }) =>
    filesBelow(join(root, folder, 'src'), `${folder}/src`).map((path) => ({
      path,
      room,
      text: readFileSync(join(root, path), 'utf8'),
      isTest: TEST.test(path),
    })),
  )
}

export function readManifests(root: string): RoomManifest[] {
  return roomFolders(root).map(({ room, folder }) => {
    const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as {
      dependencies?: Record<string, string>
      devDependencies?: Record<string, string>
      exports?: Record<string, string>
    }
    return {
      room,
      dependencies: new Set(Object.keys(manifest.dependencies ?? {})),
      devDependencies: new Set(Object.keys(manifest.devDependencies ?? {})),
      doors: new Set(Object.keys(manifest.exports ?? {})),
    }
  })
}

function roomFolders(root: string): { room: string; folder: string }[] {
  return SHELVES.filter((shelf) => existsSync(join(root, shelf))).flatMap((shelf) =>
    readdirSync(join(root, shelf))
      .filter((room) => existsSync(join(root, shelf, room, 'package.json')))
      .map((room) => ({ room, folder: `${shelf}/${room}` })),
  )
}

function filesBelow(directory: string, path: string): string[] {
  if (!existsSync(directory)) return []
  return readdirSync(directory).flatMap((entry) => {
    const full = join(directory, entry)
    if (statSync(full).isDirectory()) return filesBelow(full, `${path}/${entry}`)
    return READ.test(entry) ? [`${path}/${entry}`] : []
  })
}
