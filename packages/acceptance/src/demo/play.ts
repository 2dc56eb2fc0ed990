import { waitFor } from '@perigee/lab'
import type { RunningConsole } from '../running-console.ts'
import { act, dataOf, pictureOf, scenariosOf } from './quiet-demo.ts'
import type { ShownScenario } from './shown-scenario.ts'
import { matches, type Told, words } from './told.ts'

const EVERY_MS = 500
/** The longest scenario lasts three minutes; a loaded machine shows it later. */
const TOLD_WITHIN_MS = 200_000
const HEALED_WITHIN_MS = 120_000

/**
 * Plays scenarios together and waits until every page has said what it must, each at some time while they run; then heals
 * them and waits until the cluster is told as before. Gives what was never said, in words; empty = all was.
 */
export async function play(console: RunningConsole, together: readonly ShownScenario[]): Promise<readonly string[]> {
  const [{ cluster } = { cluster: '' }] = together
  const before = await pictureOf(console, cluster)
  const early = await unsaid(
    console,
    together.flatMap(({ pages }) => pages),
  )
  const problems = together.flatMap(({ name, pages }) =>
    pages.filter((one) => !early.has(one)).map((one) => `${name}: ${nameOf(one)} was said before anything happened`),
  )
  for (const { name } of together) await act(console, name, 'start')
  problems.push(...(await watch(console, together)))
  for (const { name } of together) await act(console, name, 'stop')
  return [...problems, ...(await healed(console, { together, before, cluster }))]
}

async function watch(console: RunningConsole, together: readonly ShownScenario[]): Promise<readonly string[]> {
  const all = together.flatMap(({ name, pages }) => pages.map((told) => ({ name, told })))
  let open: ReadonlyMap<Told, unknown> = new Map(all.map(({ told }) => [told, null]))
  const isAllSaid = async () => {
    open = await unsaid(console, [...open.keys()])
    return open.size === 0
  }
  await waitFor(isAllSaid, { what: 'all pages', timeoutMs: TOLD_WITHIN_MS, everyMs: EVERY_MS }).catch(() => undefined)
  return all
    .filter(({ told }) => open.has(told))
    .map(({ name, told }) => `${name}: ${nameOf(told)} was never said; last: ${shown(told, open.get(told))}`)
}

/** What does not hold, with the data of its page. */
async function unsaid(console: RunningConsole, all: readonly Told[]): Promise<ReadonlyMap<Told, unknown>> {
  const answers = await Promise.all(all.map(async (told) => [told, await dataOf(console, told.page)] as const))
  return new Map(answers.filter(([told, data]) => !matches(data, told.data)))
}

interface Healing {
  readonly together: readonly ShownScenario[]
  readonly before: unknown
  readonly cluster: string
}

async function healed(console: RunningConsole, { together, before, cluster }: Healing): Promise<readonly string[]> {
  const names = together.map(({ name }) => name)
  let now: unknown
  const isAsBefore = async () => {
    const idle = (await scenariosOf(console)).filter(({ name, state }) => names.includes(name) && state === 'idle')
    now = await pictureOf(console, cluster)
    return idle.length === names.length && JSON.stringify(now) === JSON.stringify(before)
  }
  const isHealed = await waitFor(isAsBefore, { what: 'healing', timeoutMs: HEALED_WITHIN_MS, everyMs: EVERY_MS }).then(
    () => true,
    () => false,
  )
  if (isHealed) return []
  return [`${names.join(', ')}: not as before\nbefore ${JSON.stringify(before)}\nnow    ${JSON.stringify(now)}`]
}

function nameOf({ page, says, data }: Told): string {
  const where = [page.route, ...Object.values(page.params ?? {}), page.query ?? ''].join(' ').trim()
  return `"${says}" on ${where} (${words(data)})`
}

/** The parts of the page that were asked for. */
function shown({ data }: Told, value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  const keys = 'httpStatus' in value ? Object.keys(value) : Object.keys(data)
  return JSON.stringify(Object.fromEntries(keys.map((key) => [key, (value as Record<string, unknown>)[key]]))).slice(
    0,
    1_500,
  )
}
