// The door table: which room may import which. docs/architecture.md shows it; this is what holds it.

export interface Room {
  /** Rooms of ours that may be imported; `types:` in front: types only. */
  readonly may: readonly string[]
  /** Outside packages allowed in what ships; absent: whatever the room's package.json names. */
  readonly outside?: readonly string[]
  /** Node's own modules; the browser has none, and pure rooms do no input or output. */
  readonly node: 'allowed' | 'refused'
}

const EVERYTHING_BUT_WEB = [
  'contract',
  'links',
  'domain',
  'config',
  'sources',
  'store',
  'testkit',
  'lab',
  'fleet',
  'server',
]
const BESIDE: Room = { may: EVERYTHING_BUT_WEB, node: 'allowed' }

/** Rooms that only tests, benchmarks and the demo command may open. */
export const TEST_ROOMS: readonly string[] = ['testkit', 'lab', 'fleet', 'bench', 'acceptance']

/** What the test files of every room may import besides. */
export const TEST_PACKAGES: readonly string[] = ['vitest', 'fast-check']

/** The one way from what ships into a room for tests: the demo shows the simulated fleet. */
export const DEMO = { folder: 'apps/server/src/demo/', room: 'fleet' }

export const DOORS: Readonly<Record<string, Room>> = {
  contract: { may: [], outside: ['zod'], node: 'refused' },
  links: { may: ['types:contract'], outside: [], node: 'refused' },
  domain: { may: [], outside: [], node: 'refused' },
  config: { may: [], outside: ['zod', 'yaml'], node: 'allowed' },
  sources: { may: ['domain', 'types:config'], node: 'allowed' },
  store: { may: ['domain'], node: 'allowed' },
  server: { may: ['contract', 'links', 'domain', 'config', 'sources', 'store'], node: 'allowed' },
  web: { may: ['contract', 'links'], node: 'refused' },
  testkit: BESIDE,
  lab: BESIDE,
  fleet: BESIDE,
  bench: BESIDE,
  acceptance: BESIDE,
  tooling: { may: [], outside: [], node: 'allowed' },
}
