/** Regular expressions of the filter grammar, as a tree. No look-around and no back-references: they cannot be matched in linear time. */
export type RegexNode =
  | { readonly kind: 'set'; readonly set: CharSet }
  | { readonly kind: 'all'; readonly nodes: readonly RegexNode[] }
  | { readonly kind: 'either'; readonly nodes: readonly RegexNode[] }
  | { readonly kind: 'repeat'; readonly node: RegexNode; readonly min: number; readonly max: number }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }

/** Ranges of UTF-16 code units, inclusive; `not` turns them round. */
export interface CharSet {
  readonly ranges: readonly (readonly [number, number])[]
  readonly not: boolean
}

/** What is wrong with a pattern and at which character of it. */
export class RegexProblem {
  readonly message: string
  readonly at: number
  constructor(message: string, at: number) {
    this.message = message
    this.at = at
  }
}

/** Most times a bounded repeat may ask for. */
const MOST_REPEATS = 100
/** Groups within groups. */
const DEEPEST = 20

const CLASSES: Readonly<Record<string, CharSet>> = {
  d: { ranges: [[48, 57]], not: false },
  w: {
    ranges: [
      [48, 57],
      [65, 90],
      [95, 95],
      [97, 122],
    ],
    not: false,
  },
  s: {
    ranges: [
      [9, 13],
      [32, 32],
      [160, 160],
    ],
    not: false,
  },
}
const ANY: CharSet = { ranges: [], not: true }

/** Reads a pattern; a problem names the character where it stops making sense. */
export function parseRegex(source: string): RegexNode | RegexProblem {
  try {
    const reader = new Reader(source)
    const node = reader.either(0)
    if (reader.at < source.length) return new RegexProblem('This ) closes no group', reader.at)
    return node
  } catch (problem) {
    if (problem instanceof RegexProblem) return problem
    throw problem
  }
}

class Reader {
  at = 0
  readonly #source: string

  constructor(source: string) {
    this.#source = source
  }

  either(depth: number): RegexNode {
    if (depth > DEEPEST) throw new RegexProblem('Too many groups inside each other', this.at)
    const nodes = [this.#sequence(depth)]
    while (this.#take('|')) nodes.push(this.#sequence(depth))
    return nodes.length === 1 ? (nodes[0] as RegexNode) : { kind: 'either', nodes }
  }

  #sequence(depth: number): RegexNode {
    const nodes: RegexNode[] = []
    for (let next = this.#peek(); next !== '' && next !== '|' && next !== ')'; next = this.#peek()) {
      nodes.push(this.#repeated(depth))
    }
    return { kind: 'all', nodes }
  }

  #repeated(depth: number): RegexNode {
    let node = this.#atom(depth)
    for (let bounds = this.#bounds(); bounds !== null; bounds = this.#bounds()) {
      if (node.kind === 'start' || node.kind === 'end') throw new RegexProblem('Nothing to repeat', this.at - 1)
      node = { kind: 'repeat', node, ...bounds }
      // A lazy repeat finds the same names as a greedy one.
      this.#take('?')
    }
    return node
  }

  #bounds(): { min: number; max: number } | null {
    if (this.#take('*')) return { min: 0, max: Number.POSITIVE_INFINITY }
    if (this.#take('+')) return { min: 1, max: Number.POSITIVE_INFINITY }
    if (this.#take('?')) return { min: 0, max: 1 }
    const found = /^\{(\d{1,4})(?:(,)(\d{0,4}))?\}/.exec(this.#source.slice(this.at))
    if (found === null) return null
    const min = Number(found[1])
    const max = found[2] === undefined ? min : found[3] ? Number(found[3]) : Number.POSITIVE_INFINITY
    if (max < min) throw new RegexProblem('The bounds are the wrong way round', this.at)
    if (min > MOST_REPEATS || (max !== Number.POSITIVE_INFINITY && max > MOST_REPEATS)) {
      throw new RegexProblem(`More than ${MOST_REPEATS} repeats`, this.at)
    }
    this.at += found[0].length
    return { min, max }
  }

  #atom(depth: number): RegexNode {
    const at = this.at
    const char = this.#next()
    if (char === '(') return this.#group(depth, at)
    if (char === '[') return { kind: 'set', set: this.#class(at) }
    if (char === '.') return { kind: 'set', set: ANY }
    if (char === '^') return { kind: 'start' }
    if (char === '$') return { kind: 'end' }
    if (char === '*' || char === '+' || char === '?') throw new RegexProblem('Nothing to repeat', at)
    if (char === '\\') return { kind: 'set', set: this.#escape(at) }
    return { kind: 'set', set: single(char.charCodeAt(0)) }
  }

  #group(depth: number, at: number): RegexNode {
    if (this.#take('?') && !this.#take(':')) throw new RegexProblem('Only plain groups and (?: … ) are known', at)
    const node = this.either(depth + 1)
    if (!this.#take(')')) throw new RegexProblem('This ( is not closed', at)
    return node
  }

  #escape(at: number): CharSet {
    const char = this.#next()
    if (char === '') throw new RegexProblem('The pattern ends in a \\', at)
    const known = CLASSES[char.toLowerCase()]
    if (known !== undefined) return char === char.toLowerCase() ? known : { ...known, not: true }
    if (char === 't') return single(9)
    if (/[0-9A-Za-z]/.test(char)) throw new RegexProblem(`\\${char} is not known here`, at)
    return single(char.charCodeAt(0))
  }

  #class(at: number): CharSet {
    const not = this.#take('^')
    const ranges: (readonly [number, number])[] = []
    for (let first = true; first || this.#peek() !== ']'; first = false) {
      if (this.#peek() === '') throw new RegexProblem('This [ is not closed', at)
      const low = this.#member()
      if (typeof low !== 'number') {
        ranges.push(...low)
        continue
      }
      const high = this.#rangeEnd() ?? low
      if (high < low) throw new RegexProblem('The range is the wrong way round', this.at - 1)
      ranges.push([low, high])
    }
    this.#next()
    return { ranges, not }
  }

  /** One character of a class, or the ranges of a short-hand such as \d. */
  #member(): number | readonly (readonly [number, number])[] {
    const at = this.at
    const char = this.#next()
    if (char !== '\\') return char.charCodeAt(0)
    const set = this.#escape(at)
    if (set.not) throw new RegexProblem('Turned-round classes are not known inside [ ]', at)
    const [only] = set.ranges
    return set.ranges.length === 1 && only !== undefined && only[0] === only[1] ? only[0] : set.ranges
  }

  #rangeEnd(): number | null {
    const rest = this.#source.slice(this.at, this.at + 2)
    if (rest[0] !== '-' || rest.length < 2 || rest[1] === ']') return null
    this.at += 1
    const end = this.#member()
    if (typeof end !== 'number') throw new RegexProblem('A range ends in one character', this.at - 1)
    return end
  }

  #peek(): string {
    return this.#source.charAt(this.at)
  }

  #next(): string {
    const char = this.#peek()
    this.at += 1
    return char
  }

  #take(char: string): boolean {
    if (this.#peek() !== char) return false
    this.at += 1
    return true
  }
}

function single(code: number): CharSet {
  return { ranges: [[code, code]], not: false }
}
