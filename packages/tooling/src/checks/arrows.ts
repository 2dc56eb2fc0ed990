import { posix } from 'node:path'
import { DEMO, DOORS, type Room, TEST_PACKAGES, TEST_ROOMS } from './doors.ts'
import { type Import, importsOf } from './imports.ts'
import type { RoomManifest, SourceFile } from './sources.ts'

const OURS = '@perigee/'
const FAKE = /\.(?:fake|test)\.tsx?$|\/testing\//

type Manifests = ReadonlyMap<string, RoomManifest>

/** Every import that the door table does not allow, one line each: file, arrow, reason. Empty = the house stands. */
export function offendingArrows(files: readonly SourceFile[], manifests: readonly RoomManifest[]): string[] {
  const byRoom = new Map(manifests.map((manifest) => [manifest.room, manifest]))
  return files
    .filter((file) => !file.path.endsWith('.css'))
    .flatMap((file) =>
      importsOf(file.text).flatMap((arrow) => {
        const reason = refusal(file, arrow, byRoom)
        return reason === null ? [] : [`${file.path}:${arrow.line}  ${file.room} → ${arrow.specifier}  (${reason})`]
      }),
    )
}

function refusal(file: SourceFile, arrow: Import, manifests: Manifests): string | null {
  const door = DOORS[file.room]
  if (door === undefined) return 'this room has no line in the door table'
  const { specifier } = arrow
  if (specifier.startsWith('.')) return leavesRoom(file, specifier)
  if (specifier.startsWith('node:')) return nodeRefusal(file, arrow, door)
  if (specifier.startsWith(OURS)) return roomRefusal(file, arrow, { door, manifests })
  return outsideRefusal(file, arrow, { door, manifest: manifests.get(file.room) })
}

function leavesRoom(file: SourceFile, specifier: string): string | null {
  if (!file.isTest && FAKE.test(specifier)) return 'a fake; only tests may import it'
  const target = posix.join(posix.dirname(file.path), specifier)
  const home = file.path.split('/').slice(0, 2).join('/')
  return target.startsWith(`${home}/`) ? null : 'a path out of the room; go through the package name'
}

function nodeRefusal(file: SourceFile, arrow: Import, door: Room): string | null {
  if (isView(file)) return 'a view is pure'
  return door.node === 'allowed' || file.isTest || arrow.typeOnly ? null : 'no Node modules in this room'
}

function roomRefusal(
  file: SourceFile,
  arrow: Import,
  { door, manifests }: { door: Room; manifests: Manifests },
): string | null {
  const [room = '', ...inside] = arrow.specifier.slice(OURS.length).split('/')
  const entry = ['.', ...inside].join('/')
  if (inside.length > 0 && !manifests.get(room)?.doors.has(entry)) return 'past the door: not an export of that package'
  if (room === file.room) return 'its own package by name; use a relative path'
  if (TEST_ROOMS.includes(room) && (file.isTest || TEST_ROOMS.includes(file.room))) return null
  if (room === DEMO.room && file.path.startsWith(DEMO.folder)) return null
  if (door.may.includes(room)) return schemaRefusal(file, arrow, room)
  if (door.may.includes(`types:${room}`)) return arrow.typeOnly || file.isTest ? null : 'types only: use `import type`'
  return `${file.room} may not import ${room}`
}

// zod is for the server: the page takes types and constants, or it carries every schema in its first load.
function schemaRefusal(file: SourceFile, arrow: Import, room: string): string | null {
  if (file.room !== 'web' || room !== 'contract' || file.isTest) return null
  const schema = arrow.values.find((name) => name.endsWith('Schema'))
  return schema === undefined ? null : `${schema} is a schema; the page imports types and constants only`
}

function outsideRefusal(
  file: SourceFile,
  arrow: Import,
  { door, manifest }: { door: Room; manifest: RoomManifest | undefined },
): string | null {
  const [first = '', second = ''] = arrow.specifier.split('/')
  const name = first.startsWith('@') ? `${first}/${second}` : first
  if (file.isTest || TEST_ROOMS.includes(file.room)) {
    if (TEST_PACKAGES.includes(name) || manifest?.devDependencies.has(name)) return null
  }
  if (isView(file) && name.includes('fastify')) return 'a view knows no HTTP'
  if (door.outside !== undefined && !door.outside.includes(name)) return `${name} is not among this room's packages`
  return manifest?.dependencies.has(name) ? null : `${name} is not in the room's package.json`
}

function isView(file: SourceFile): boolean {
  return file.room === 'server' && file.path.endsWith('/view.ts')
}
