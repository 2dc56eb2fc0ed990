/** Thin line while newer rows are on their way; its place is kept, so nothing moves. */
export function RefreshLine({ state }: { readonly state: 'waiting' | 'still' }) {
  return <div className="progress">{state === 'waiting' ? <i /> : null}</div>
}
