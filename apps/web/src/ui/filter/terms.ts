// The filter text cut into its terms, for chips and completion. What a term means is for the server to say.

export interface Term {
  readonly text: string
  /** Place in the filter text, end exclusive. */
  readonly start: number
  readonly end: number
}

/** Cuts at white space outside quotes and regular expressions; an unclosed one runs to the end. */
export function splitTerms(text: string): readonly Term[] {
  const terms: Term[] = []
  let start = -1
  let closing: string | null = null
  for (let at = 0; at <= text.length; at += 1) {
    const letter = text[at]
    const blank = letter === undefined || (closing === null && /\s/.test(letter))
    if (blank) {
      if (start >= 0) terms.push({ text: text.slice(start, at), start, end: at })
      start = -1
      continue
    }
    if (closing === null) closing = opens(text, at, start)
    else if (letter === closing && text[at - 1] !== '\\') closing = null
    if (start < 0) start = at
  }
  return terms
}

/** A quote opens anywhere; a slash only where a value begins, so that names with slashes stay whole. */
function opens(text: string, at: number, start: number): string | null {
  const letter = text[at]
  if (letter === '"') return '"'
  const before = text[at - 1]
  const begins = start < 0 || before === ':' || before === ',' || (before === '-' && start === at - 1)
  return letter === '/' && begins ? '/' : null
}

export function joinTerms(terms: readonly string[]): string {
  return terms.filter((term) => term !== '').join(' ')
}

/** Without the term, or with it at the end. */
export function toggleTerm(text: string, term: string): string {
  const terms = splitTerms(text).map((each) => each.text)
  return joinTerms(terms.includes(term) ? terms.filter((each) => each !== term) : [...terms, term])
}

export function hasTerm(text: string, term: string): boolean {
  return splitTerms(text).some((each) => each.text === term)
}

/** Text split for the box: finished terms become chips, the one that is being typed stays text. */
export function chipsAndTail(text: string): { readonly chips: readonly string[]; readonly tail: string } {
  const terms = splitTerms(text)
  const last = terms.at(-1)
  const typing = last !== undefined && last.end === text.length
  const chips = (typing ? terms.slice(0, -1) : terms).map((term) => term.text)
  return { chips, tail: typing ? last.text : '' }
}
