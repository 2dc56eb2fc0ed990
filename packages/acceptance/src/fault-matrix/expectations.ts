// What the console must make of each fault: the tables that the matrix holds it to.
import type { CollectorName } from './collectors.ts'

/** `ok`, a whole failure (its code), or what is left: `gap:code`, `row:code`. */
export type Cell = string

export interface Row {
  readonly fault: string
  readonly cells: Readonly<Record<CollectorName, Cell>>
}

/**
 * Every broker has the fault. Nothing can be known: each collector fails with what happened.
 *
 * A frozen process and one that hangs after accept look the same to whoever connects anew: connected, and no answer.
 */
export const ALL_BROKERS: readonly Row[] = table(`
fault               registry  quorum   topology  topic-configs  broker-configs  log-dirs  end-offsets
refuses             refused   refused  refused   refused        refused         refused   refused
process-frozen      timeout   timeout  timeout   timeout        timeout         timeout   timeout
hangs-after-accept  timeout   timeout  timeout   timeout        timeout         timeout   timeout
hangs-in-answer     timeout   timeout  timeout   timeout        timeout         timeout   timeout
cuts-in-answer      closed    closed   closed    closed         closed          closed    closed
resets              closed    closed   closed    closed         closed          closed    closed
trickles            timeout   timeout  timeout   timeout        timeout         timeout   timeout
late                timeout   timeout  timeout   timeout        timeout         timeout   timeout
a-little-late       ok        ok       ok        ok             ok              ok        ok
throttles           ok        ok       ok        ok             ok              ok        ok
throttles-long      timeout   timeout  timeout   timeout        timeout         timeout   timeout
garbage             garbage   garbage  garbage   garbage        garbage         garbage   garbage
wrong-correlation   garbage   garbage  garbage   garbage        garbage         garbage   garbage
oversized           garbage   garbage  garbage   garbage        garbage         garbage   garbage
negative-length     garbage   garbage  garbage   garbage        garbage         garbage   garbage
longer-than-sent    timeout   timeout  timeout   timeout        timeout         timeout   timeout
`)

/**
 * Only broker 1 has it: the one that would be asked first. What any broker can tell is told by another (`ok`); what only
 * broker 1 knows is a gap that names it (`gap:code`), its own row in the list of brokers (`row:code`), or, of its log
 * directories, the whole answer (the code alone). Running reassignments are asked of one broker only: a gap.
 */
export const ONE_BROKER: readonly Row[] = table(`
fault               registry     quorum  topology     topic-configs  broker-configs  log-dirs  end-offsets
refuses             row:refused  ok      gap:refused  ok             gap:refused     refused   gap:refused
process-frozen      row:timeout  ok      gap:timeout  ok             gap:timeout     timeout   gap:timeout
hangs-after-accept  row:timeout  ok      gap:timeout  ok             gap:timeout     timeout   gap:timeout
hangs-in-answer     row:timeout  ok      gap:timeout  ok             gap:timeout     timeout   gap:timeout
cuts-in-answer      row:closed   ok      gap:closed   ok             gap:closed      closed    gap:closed
resets              row:closed   ok      gap:closed   ok             gap:closed      closed    gap:closed
trickles            row:timeout  ok      gap:timeout  ok             gap:timeout     timeout   gap:timeout
late                row:timeout  ok      gap:timeout  ok             gap:timeout     timeout   gap:timeout
a-little-late       ok           ok      ok           ok             ok              ok        ok
throttles           ok           ok      ok           ok             ok              ok        ok
throttles-long      row:timeout  ok      gap:timeout  ok             gap:timeout     timeout   gap:timeout
garbage             row:garbage  ok      gap:garbage  ok             gap:garbage     garbage   gap:garbage
wrong-correlation   row:garbage  ok      gap:garbage  ok             gap:garbage     garbage   gap:garbage
oversized           row:garbage  ok      gap:garbage  ok             gap:garbage     garbage   gap:garbage
negative-length     row:garbage  ok      gap:garbage  ok             gap:garbage     garbage   gap:garbage
longer-than-sent    row:timeout  ok      gap:timeout  ok             gap:timeout     timeout   gap:timeout
`)

/** Reads a table: the first line names the columns, the first word of each further one its row. */
export function table(text: string): Row[] {
  const [head = '', ...lines] = text.trim().split('\n')
  const columns = head.trim().split(/\s+/).slice(1) as CollectorName[]
  return lines.map((line) => {
    const [fault = '', ...words] = line.trim().split(/\s+/)
    const cells = Object.fromEntries(columns.map((column, i) => [column, words[i] ?? '']))
    return { fault, cells: cells as Row['cells'] }
  })
}
