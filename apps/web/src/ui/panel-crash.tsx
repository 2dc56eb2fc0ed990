import { CopyButton } from './copy-button.tsx'
import { StatusShape } from './status-shape.tsx'
import './empty.css'

/** What stands in place of a panel that could not be drawn. */
export function PanelCrash(props: { what: string; id: string; message: string; onAgain: () => void }) {
  const { what, id, message, onAgain } = props
  return (
    <div className="empty" role="alert">
      <b>
        <StatusShape status="warning" /> {what} could not be drawn
      </b>
      The rest of the page is not affected. Error <span className="mono">{id}</span>: {message}{' '}
      <CopyButton text={`Perigee error ${id}: ${message}`} label="Copy" />{' '}
      <button type="button" className="go" onClick={onAgain}>
        Draw it again
      </button>
    </div>
  )
}
