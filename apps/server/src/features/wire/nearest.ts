/** The name closest to what was typed: fewest edits, at most a third of its length (at least two); null when none is close. */
export function nearestName(typed: string, names: readonly string[]): string | null {
  return nearestNames(typed, names, 1)[0] ?? null
}

/** Up to `most` close names, closest first. Only answers that found nothing ask. */
export function nearestNames(typed: string, names: readonly string[], most: number): string[] {
  const wanted = typed.toLowerCase().slice(0, 249)
  const allowed = Math.max(2, Math.floor(wanted.length / 3))
  const scored: { name: string; edits: number }[] = []
  const unlike = letterTest(wanted, allowed)
  for (const name of names) {
    const lower = name.toLowerCase()
    const edits =
      lower.includes(wanted) && wanted.length > 2 ? 0.5 : unlike(lower) ? Infinity : editsWithin(wanted, lower, allowed)
    if (edits <= allowed) scored.push({ name, edits })
  }
  scored.sort((a, b) => a.edits - b.edits || (a.name < b.name ? -1 : 1))
  return scored.slice(0, most).map(({ name }) => name)
}

const LETTERS = 64

/** Whether a text has too many letters that `wanted` has not, or lacks too many, in whatever order: that many edits it takes. */
function letterTest(wanted: string, allowed: number): (text: string) => boolean {
  const counts = new Int16Array(LETTERS)
  const letter = (text: string, at: number) => text.charCodeAt(at) % LETTERS
  for (let at = 0; at < wanted.length; at += 1) counts[letter(wanted, at)] = (counts[letter(wanted, at)] as number) + 1
  const left = new Int16Array(LETTERS)
  return (text) => {
    left.set(counts)
    let shared = 0
    for (let at = 0; at < text.length; at += 1) {
      const of = letter(text, at)
      if ((left[of] as number) > 0) shared += 1
      left[of] = (left[of] as number) - 1
    }
    return Math.max(text.length, wanted.length) - shared > allowed
  }
}

const LONGEST = 250
const rowA = new Uint16Array(LONGEST + 1)
const rowB = new Uint16Array(LONGEST + 1)

/** Levenshtein distance, or `allowed + 1` as soon as it must be larger. Looks only at the band that can stay within. */
function editsWithin(a: string, b: string, allowed: number): number {
  const beyond = allowed + 1
  if (Math.abs(a.length - b.length) > allowed || b.length > LONGEST) return beyond
  let [previous, current] = [rowA, rowB]
  for (let j = 0; j <= b.length; j += 1) previous[j] = j
  for (let i = 1; i <= a.length; i += 1) {
    const from = Math.max(1, i - allowed)
    const to = Math.min(b.length, i + allowed)
    current[from - 1] = from === 1 ? i : beyond
    let best = current[from - 1] as number
    for (let j = from; j <= to; j += 1) {
      const swap = (previous[j - 1] as number) + (a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1)
      const drop = (j < i + allowed ? (previous[j] as number) : beyond) + 1
      const edits = Math.min(swap, drop, (current[j - 1] as number) + 1)
      current[j] = edits
      if (edits < best) best = edits
    }
    if (best > allowed) return beyond
    ;[previous, current] = [current, previous]
  }
  return Math.min(previous[b.length] as number, beyond)
}
