/** API key and the lowest maximum version that a broker of the release offers. */
type Mark = readonly [key: number, version: number]

interface Release {
  readonly name: string
  /** All must be met. Taken from requests that clients may send, which every mode of the broker offers. */
  readonly marks: readonly Mark[]
  /** The marks are requests of ZooKeeper mode: in KRaft mode the release cannot be told from the one before. */
  readonly onlyZooKeeper?: true
}

const PRODUCE = 0
const FETCH = 1
const LIST_OFFSETS = 2
const METADATA = 3
const LEADER_AND_ISR = 4
const DESCRIBE_LOG_DIRS = 35

/** Oldest first. Sources: the message definitions of each release; 3.9.1, 4.1.0 and 4.3.1 were asked. */
const RELEASES: readonly Release[] = [
  {
    name: '2.0',
    marks: [
      [FETCH, 8],
      [METADATA, 6],
    ],
  },
  {
    name: '2.1',
    marks: [
      [FETCH, 10],
      [METADATA, 7],
    ],
  },
  {
    name: '2.2',
    marks: [
      [LIST_OFFSETS, 5],
      [43, 0],
    ],
  },
  {
    name: '2.3',
    marks: [
      [METADATA, 8],
      [44, 0],
    ],
  },
  {
    name: '2.4',
    marks: [
      [METADATA, 9],
      [46, 0],
    ],
  },
  {
    name: '2.5',
    marks: [
      [9, 7],
      [37, 2],
    ],
  },
  {
    name: '2.6',
    marks: [
      [16, 4],
      [DESCRIBE_LOG_DIRS, 2],
    ],
  },
  {
    name: '2.7',
    marks: [
      [FETCH, 12],
      [19, 6],
    ],
  },
  {
    name: '2.8',
    marks: [
      [METADATA, 11],
      [PRODUCE, 9],
    ],
  },
  {
    name: '3.0',
    marks: [
      [LIST_OFFSETS, 7],
      [10, 4],
    ],
  },
  {
    name: '3.1',
    marks: [
      [FETCH, 13],
      [METADATA, 12],
    ],
  },
  {
    name: '3.2',
    marks: [
      [11, 9],
      [DESCRIBE_LOG_DIRS, 3],
    ],
  },
  {
    name: '3.3',
    marks: [
      [29, 3],
      [DESCRIBE_LOG_DIRS, 4],
    ],
  },
  { name: '3.4', marks: [[LEADER_AND_ISR, 7]], onlyZooKeeper: true },
  {
    name: '3.5',
    marks: [
      [FETCH, 15],
      [LIST_OFFSETS, 8],
    ],
  },
  { name: '3.6', marks: [[24, 4]] },
  {
    name: '3.7',
    marks: [
      [FETCH, 16],
      [60, 1],
    ],
  },
  {
    name: '3.8',
    marks: [
      [PRODUCE, 11],
      [16, 5],
    ],
  },
  {
    name: '3.9',
    marks: [
      [FETCH, 17],
      [LIST_OFFSETS, 9],
    ],
  },
  {
    name: '4.0',
    marks: [
      [METADATA, 13],
      [LIST_OFFSETS, 10],
    ],
  },
  {
    name: '4.1',
    marks: [
      [PRODUCE, 13],
      [FETCH, 18],
    ],
  },
  {
    name: '4.2',
    marks: [
      [8, 10],
      [LIST_OFFSETS, 11],
    ],
  },
  { name: '4.3', marks: [[DESCRIBE_LOG_DIRS, 5]] },
]

/** More than the newest known release offers. */
const BEYOND: readonly Mark[] = [
  [PRODUCE, 14],
  [FETCH, 19],
  [LIST_OFFSETS, 12],
  [METADATA, 14],
  [28, 6],
  [42, 3],
  [DESCRIBE_LOG_DIRS, 6],
]

type Apis = ReadonlyMap<number, readonly [number, number]>

/**
 * Kafka release of a broker in words, from the API versions it offers (there is no request that tells it): `3.9`,
 * `3.3 – 3.4` where two releases offer the same, `4.3 or newer` beyond what is known. Null when the versions fit no
 * release of Apache Kafka: another implementation, or a release before 2.0.
 */
export function inferRelease(apis: Apis): string | null {
  const reached = RELEASES.map((release) => reaches(apis, release))
  const last = reached.lastIndexOf(true)
  if (last < 0 || reached.slice(0, last).includes(false)) return null
  let end = last
  while (reached[end + 1] === undefined && end + 1 < RELEASES.length) end += 1
  const name = RELEASES[last]?.name ?? ''
  if (end > last) return `${name} – ${RELEASES[end]?.name}`
  const newest = last === RELEASES.length - 1
  return newest && BEYOND.some((mark) => offers(apis, mark)) ? `${name} or newer` : name
}

/** Undefined = cannot be told. */
function reaches(apis: Apis, release: Release): boolean | undefined {
  if (release.onlyZooKeeper && !apis.has(LEADER_AND_ISR)) return undefined
  return release.marks.every((mark) => offers(apis, mark))
}

function offers(apis: Apis, [key, version]: Mark): boolean {
  const range = apis.get(key)
  return range !== undefined && range[1] >= version
}
