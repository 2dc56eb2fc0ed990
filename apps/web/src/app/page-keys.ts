// Keys that act on whatever the page offers. Pages take part by plain markup: a search field, `rel="prev"` and
// `rel="next"` anchors, focusable rows. No page has to register anything.

function first(selector: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`main ${selector}`)
}

export function focusFilter(): void {
  const field = first('input[type="search"], input[role="combobox"], [data-filter]')
  field?.focus()
  if (field instanceof HTMLInputElement) field.select()
}

export function openNeighbour(rel: 'prev' | 'next'): void {
  first(`a[rel~="${rel}"]`)?.click()
}

/** Moves between focusable rows; from outside of a table, into its first row. */
export function moveRow(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('main tbody tr[tabindex], main [data-row][tabindex]')]
  if (rows.length === 0) return
  const at = rows.findIndex((row) => row.contains(document.activeElement))
  rows[at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))]?.focus()
}
