/** Puts the rest of a sentence behind its strong first words; the rest may begin with a mark of its own. */
export function joint(strong: string, rest: string): '' | ' ' {
  return strong === '' || rest === '' || /^[\s.,;:]/.test(rest) || /\s$/.test(strong) ? '' : ' '
}
