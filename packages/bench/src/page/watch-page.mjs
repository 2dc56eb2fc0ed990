// Runs inside the page before anything of its own: notes when rows come, what holds the main thread, and what moves.
// `window.notes`: times in ms since navigation; null while it has not happened.
const notes = { firstRowAt: null, keyAt: null, rowsAfterKeyAt: null, longTasksMs: [], shift: 0 }
window.notes = notes

new MutationObserver((changes) => {
  if (notes.firstRowAt === null) {
    if (document.querySelector('main table tbody tr td') !== null) notes.firstRowAt = performance.now()
    return
  }
  const isInRows = changes.some(({ target }) => target.closest?.('tbody'))
  if (!isInRows || notes.keyAt === null || notes.rowsAfterKeyAt !== null) return
  requestAnimationFrame(() => {
    notes.rowsAfterKeyAt ??= performance.now()
  })
}).observe(document, { childList: true, characterData: true, subtree: true })

addEventListener(
  'keydown',
  () => {
    notes.keyAt = performance.now()
    notes.rowsAfterKeyAt = null
  },
  true,
)
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) notes.longTasksMs.push(duration)
}).observe({ type: 'longtask', buffered: true })
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) notes.shift += value
}).observe({ type: 'layout-shift', buffered: true })
