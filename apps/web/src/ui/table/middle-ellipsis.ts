const TAIL = 12
/** Names up to this length fit in most places and are cut at their end where they do not. */
const LONG = 26

export function isLongName(name: string): boolean {
  return name.length > LONG
}

/** Splits a name where it may be shortened: suffixes tell names apart, so the end stays. */
export function splitName(name: string): { readonly head: string; readonly tail: string } {
  const letters = [...name]
  const tail = Math.min(TAIL, Math.floor(letters.length / 2))
  return { head: letters.slice(0, letters.length - tail).join(''), tail: letters.slice(letters.length - tail).join('') }
}
