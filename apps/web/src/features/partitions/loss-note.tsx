import { hrefOf, useView } from '../../app/view.ts'
import { lossList, lossWords } from '../durability/loss.ts'

/** The rows show what is so now; `after:` asks what would be. Both are said, or one would be read as the other. */
export function LossNote({ cluster }: { readonly cluster: string }) {
  const { view, choose } = useView()
  const list = lossList(view.lose)
  if (list.length === 0) return null
  return (
    <p className="note">
      <b>after:</b> tells how partitions would stand after losing {lossWords(list)}. Everything else is as it is now.{' '}
      <a className="go" href={hrefOf({ kind: 'durability', cluster }, { lose: list.join(',') })}>
        The whole what-if
      </a>
      {'\u2002'}
      <button type="button" className="go" onClick={() => choose({ lose: undefined })}>
        Lose nothing
      </button>
    </p>
  )
}
