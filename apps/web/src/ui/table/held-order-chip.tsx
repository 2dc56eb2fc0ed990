/** Says what a held order hides, and offers the newest one. */
export function HeldOrderChip({ moved, resort }: { readonly moved: number; readonly resort: () => void }) {
  if (moved === 0) return null
  return (
    <span className="held">
      Order held while you point: {moved === 1 ? '1 row' : `${moved} rows`} would move,{' '}
      <button type="button" onClick={resort}>
        re-sort
      </button>
    </span>
  )
}
