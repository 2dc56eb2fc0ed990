/** The name closest to what was typed: fewest edits, at most a third of its length (at least two); null when none is close. */
export function nearestName(typed: string, names: readonly string[]): string | null {
  return nearestNames(typed, names, 1)[0] ?? null
}

/** Up to `most` close names, closest first. Looks at 50,000 names in a few tens of ms: only error answers ask. */
export function nearestNames(typed: string, names: readonly string[], most: number): string[] {
  const wanted = typed.toLowerCase().slice(0, 249)
  const allowed = Math.max(2, Math.floor(wanted.length / 3))
  const scored: { name: string; edits: number }[] = []
  for (const name of names) {
    const lower = name.toLowerCase()
    const edits = lower.includes(wanted) && wanted.length > 2 ? 0.5 : editsWithin(wanted, lower, allowed)
    if (edits <= allowed) scored.push({ name, edits })
  }
  scored.sort((a, b) => a.edits - b.edits || (a.name < b.name ? -1 : 1))
  return scored.slice(0, most).map(({ name }) => name)
}

/** Levenshtein distance, or `allowed + 1` as soon as it must be larger. */
function editsWithin(a: string, b: string, allowed: number): number {
  if (Math.abs(a.length - b.length) > allowed) return allowed + 1
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i]
    let best = i
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const edits = Math.min(swap, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1)
      current.push(edits)
      if (edits < best) best = edits
    }
    if (best > allowed) return allowed + 1
    previous = current
  }
  return previous[b.length] ?? allowed + 1
}
