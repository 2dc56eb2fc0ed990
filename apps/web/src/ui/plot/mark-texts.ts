/** Width of a letter of a mark, in per cent of an ordinary chart. */
const LETTER_PERCENT = 1.7
/** From here on a text stands at the left of its mark, so that it does not leave the chart. */
const TURNS_AT_PERCENT = 70

export interface MarkText {
  readonly at: number
  readonly percent: number
  readonly side: 'after' | 'before'
  /** Null: there is no room for it beside another one; the line stays. */
  readonly text: string | null
}

/** Which marks keep their words: the earlier ones, as far as texts do not cover each other. */
export function markTexts(
  marks: readonly { readonly at: number; readonly text: string; readonly percent: number }[],
): readonly MarkText[] {
  const taken: (readonly [from: number, to: number])[] = []
  return marks.map(({ at, text, percent }) => {
    const side = percent > TURNS_AT_PERCENT ? 'before' : 'after'
    const width = text.length * LETTER_PERCENT
    const [from, to] = side === 'after' ? [percent, percent + width] : [percent - width, percent]
    const free = taken.every(([left, right]) => to <= left || from >= right)
    if (free) taken.push([from, to])
    return { at, percent, side, text: free ? text : null }
  })
}
