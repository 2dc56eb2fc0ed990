import { type CharSet, parseRegex, type RegexNode, RegexProblem } from './regex-tree.ts'

export { RegexProblem } from './regex-tree.ts'

/** Longest pattern, in characters. */
export const MOST_REGEX_CHARS = 200
/** Most states a pattern may unfold to: bounded repeats are written out. */
const MOST_STATES = 2_000
/** Most parts a pattern may be written out to: repeated empty groups have no states, yet cost time to write out. */
const MOST_PARTS = 4 * MOST_STATES
/** States looked at to build sets of states, over all texts of one filter: some 0.1 s. Usual patterns need a twentieth. */
const MOST_EFFORT = 150_000
/** What building a set costs besides, in states looked at. */
const EFFORT_PER_SET = 20

/** What a filter may still spend on sets of states never met before; all its patterns share it. */
export interface RegexBudget {
  effortLeft: number
}

/** Thrown by a test whose pattern meets new sets of states at every turn: over many names that holds everything up. */
export class RegexTooDear extends Error {
  constructor() {
    super('A pattern of this filter takes too long over so many names')
  }
}

export function regexBudget(effortLeft: number = MOST_EFFORT): RegexBudget {
  return { effortLeft }
}

/**
 * Compiles a pattern to a test that runs in time linear in the text, whatever the pattern: all ways through it are followed
 * at once (Thompson's construction), and the sets of states met are remembered. Upper and lower case are the same.
 * The test throws {@link RegexTooDear} when `budget` is spent.
 */
export function linearRegex(
  source: string,
  budget: RegexBudget = regexBudget(),
): ((text: string) => boolean) | RegexProblem {
  if (source.length > MOST_REGEX_CHARS)
    return new RegexProblem(`Longer than ${MOST_REGEX_CHARS} characters`, MOST_REGEX_CHARS)
  const tree = parseRegex(source)
  if (tree instanceof RegexProblem) return tree
  const program = new Program()
  program.add(tree)
  program.states.push({ kind: 'match' })
  if (program.isFull) return new RegexProblem('The pattern is too large', 0)
  const machine = new Machine(program.states, budget)
  return (text) => machine.test(text.toLowerCase())
}

type State =
  | { readonly kind: 'set'; readonly set: CharSet }
  | { readonly kind: 'fork'; to: readonly number[] }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'match' }

/** States in a row: each leads to the next, forks lead where they say. */
class Program {
  readonly states: State[] = []
  #parts = 0

  /** Whether the pattern is refused; then nothing more is written out. */
  get isFull(): boolean {
    return this.states.length > MOST_STATES || this.#parts > MOST_PARTS
  }

  add(node: RegexNode): void {
    this.#parts += 1
    if (this.isFull) return
    if (node.kind === 'set') this.states.push({ kind: 'set', set: folded(node.set) })
    else if (node.kind === 'all') for (const part of node.nodes) this.add(part)
    else if (node.kind === 'either') this.#either(node.nodes)
    else if (node.kind === 'repeat') this.#repeat(node)
    else this.states.push({ kind: node.kind })
  }

  #either(nodes: readonly RegexNode[]): void {
    const fork = this.#fork()
    const starts: number[] = []
    const leaves = nodes.map((node) => {
      starts.push(this.states.length)
      this.add(node)
      return this.#fork()
    })
    fork.to = starts
    for (const leave of leaves) leave.to = [this.states.length]
  }

  #repeat({ node, min, max }: { node: RegexNode; min: number; max: number }): void {
    for (let times = 0; times < min && !this.isFull; times += 1) this.add(node)
    if (max === Number.POSITIVE_INFINITY) {
      const loop = this.#fork()
      const body = this.states.length
      this.add(node)
      this.#fork().to = [body - 1]
      loop.to = [body, this.states.length]
      return
    }
    const skips: { to: readonly number[] }[] = []
    for (let times = min; times < max && !this.isFull; times += 1) {
      const skip = this.#fork()
      skip.to = [this.states.length]
      skips.push(skip)
      this.add(node)
    }
    for (const skip of skips) skip.to = [...skip.to, this.states.length]
  }

  #fork(): { kind: 'fork'; to: readonly number[] } {
    const fork = { kind: 'fork' as const, to: [] as readonly number[] }
    this.states.push(fork)
    return fork
  }
}

/** Sets speak of lower case only, as the text does. */
function folded(set: CharSet): CharSet {
  const ranges = set.ranges.flatMap(([low, high]): (readonly [number, number])[] => {
    const upperLow = Math.max(low, 65)
    const upperHigh = Math.min(high, 90)
    const own: (readonly [number, number])[] = [[low, high]]
    if (low === high && high > 127) {
      const lower = String.fromCharCode(low).toLowerCase().charCodeAt(0)
      return [[lower, lower]]
    }
    return upperLow > upperHigh ? own : [...own, [upperLow + 32, upperHigh + 32]]
  })
  return { ranges, not: set.not }
}

function holds(set: CharSet, code: number): boolean {
  for (const [low, high] of set.ranges) if (code >= low && code <= high) return !set.not
  return set.not
}

/** One set of states reached at once, and where each character leads from it. */
interface Reached {
  readonly states: readonly number[]
  readonly matched: boolean
  readonly matchedAtEnd: boolean
  readonly next: Map<number, Reached>
}

class Machine {
  readonly #states: readonly State[]
  readonly #budget: RegexBudget
  readonly #cache = new Map<string, Reached>()
  #start: Reached | null = null

  constructor(states: readonly State[], budget: RegexBudget) {
    this.#states = states
    this.#budget = budget
  }

  /** Whether the pattern is found anywhere in the text. */
  test(text: string): boolean {
    this.#start ??= this.#close([0], 'at-start')
    let reached = this.#start
    for (let index = 0; index < text.length; index += 1) {
      if (reached.matched) return true
      const code = text.charCodeAt(index)
      let next = reached.next.get(code)
      if (next === undefined) {
        next = this.#step(reached, code)
        reached.next.set(code, next)
      }
      reached = next
    }
    return reached.matchedAtEnd
  }

  #step(reached: Reached, code: number): Reached {
    const to: number[] = []
    for (const index of reached.states) {
      const state = this.#states[index]
      if (state?.kind === 'set' && holds(state.set, code)) to.push(index + 1)
    }
    // A match may begin at any character.
    to.push(0)
    return this.#close(to, 'inside')
  }

  /** Follows forks and anchors; the same set of states is built once. */
  #close(from: readonly number[], where: 'at-start' | 'inside'): Reached {
    const open = [...from]
    const seen = new Set<number>()
    const ends = new Set<number>()
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      if (seen.has(index)) continue
      seen.add(index)
      const state = this.#states[index]
      if (state?.kind === 'fork') open.push(...state.to)
      else if (state?.kind === 'start' && where === 'at-start') open.push(index + 1)
      else if (state?.kind === 'end') ends.add(index)
    }
    this.#budget.effortLeft -= seen.size + EFFORT_PER_SET
    if (this.#budget.effortLeft < 0) throw new RegexTooDear()
    const states = [...seen].filter(
      (index) => this.#states[index]?.kind === 'set' || this.#isMatch(index) || ends.has(index),
    )
    const key = `${where} ${states.sort((a, b) => a - b).join(' ')}`
    const known = this.#cache.get(key)
    if (known !== undefined) return known
    const reached = {
      states,
      matched: states.some((index) => this.#isMatch(index)),
      matchedAtEnd: this.#endsWell(seen, where),
      next: new Map<number, Reached>(),
    }
    this.#cache.set(key, reached)
    return reached
  }

  /** Whether the match state is reached when the text ends here: end anchors hold. */
  #endsWell(seen: ReadonlySet<number>, where: 'at-start' | 'inside'): boolean {
    const open = [...seen]
    const passed = new Set<number>()
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      if (passed.has(index)) continue
      passed.add(index)
      const state = this.#states[index]
      if (state?.kind === 'match') return true
      if (state?.kind === 'fork') open.push(...state.to)
      else if (state?.kind === 'end' || (state?.kind === 'start' && where === 'at-start')) open.push(index + 1)
    }
    return false
  }

  #isMatch(index: number): boolean {
    return this.#states[index]?.kind === 'match'
  }
}
