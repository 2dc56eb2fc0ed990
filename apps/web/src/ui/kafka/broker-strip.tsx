import type { BrokerCell } from '@perigee/contract'
import { StatusShape } from '../status-shape.tsx'
import styles from './broker-strip.module.css'
import { byRack, cellSentence, type Rack } from './racks.ts'

/** Pressing cells or racks fails them in a what-if. */
export interface StripToggles {
  readonly lost: ReadonlySet<number>
  readonly toggleBroker: (id: number) => void
  readonly toggleRack: (name: string) => void
}

interface StripProps {
  readonly cells: readonly BrokerCell[]
  /** Where a cell leads; without it and without toggles the cells are plain. */
  readonly hrefOf?: (id: number) => string
  readonly toggles?: StripToggles
  readonly layout?: 'row' | 'stacked'
}

/** One cell per broker, by rack; a bar under the controller, a strike through what a what-if fails. */
export function BrokerStrip({ cells, hrefOf, toggles, layout = 'row' }: StripProps) {
  return (
    <div className={layout === 'stacked' ? `${styles.strip} ${styles.stacked}` : styles.strip}>
      {byRack(cells).map((rack) => (
        <fieldset key={rack.name ?? ''} className={styles.group}>
          <legend className={styles.rack}>
            <RackLabel rack={rack} {...(toggles === undefined ? {} : { toggles })} />
          </legend>
          <div className={styles.row}>
            {rack.cells.map((cell) => (
              <Cell
                key={cell.id}
                cell={cell}
                {...(toggles === undefined ? {} : { toggles })}
                {...(hrefOf === undefined ? {} : { href: hrefOf(cell.id) })}
              />
            ))}
          </div>
        </fieldset>
      ))}
    </div>
  )
}

function RackLabel({ rack, toggles }: { readonly rack: Rack; readonly toggles?: StripToggles }) {
  const name = rack.name
  if (name === null) return <>no rack known</>
  if (toggles === undefined) return <>{name}</>
  const allLost = rack.cells.every((cell) => toggles.lost.has(cell.id))
  return (
    <>
      <button
        type="button"
        className={styles.rackButton}
        aria-pressed={allLost}
        onClick={() => toggles.toggleRack(name)}
      >
        {name}
      </button>
      {allLost ? <b> failed in this what-if</b> : null}
    </>
  )
}

interface CellProps {
  readonly cell: BrokerCell
  readonly toggles?: StripToggles
  readonly href?: string
}

function Cell({ cell, toggles, href }: CellProps) {
  const lost = toggles?.lost.has(cell.id) ?? false
  const label = cellSentence(cell, lost)
  const look = {
    className: [styles.cell, lost ? styles.gone : styles[cell.status], cell.controller ? styles.controller : '']
      .filter(Boolean)
      .join(' '),
    title: label,
    'aria-label': label,
  }
  const inside = (
    <>
      {lost || cell.status === 'ok' ? null : (
        <span className={styles.shape}>
          <StatusShape status={cell.status} />
        </span>
      )}
      {cell.id}
    </>
  )
  if (toggles !== undefined)
    return (
      <button type="button" {...look} aria-pressed={lost} onClick={() => toggles.toggleBroker(cell.id)}>
        {inside}
      </button>
    )
  if (href !== undefined)
    return (
      <a {...look} href={href}>
        {inside}
      </a>
    )
  return (
    <span {...look} role="img">
      {inside}
    </span>
  )
}

/** What the strip's marks mean, in words. */
export function StripLegend({ whatIf = 'no' }: { readonly whatIf?: 'yes' | 'no' }) {
  return (
    <p className={styles.legend}>
      <span>
        <i className={`${styles.cell} ${styles.sample} ${styles.controller}`} aria-hidden="true" /> controller
      </span>
      <span>
        <i className={`${styles.cell} ${styles.sample} ${styles.critical}`} aria-hidden="true" />{' '}
        {whatIf === 'yes' ? 'really down' : 'in trouble'}
      </span>
      <span>
        <i className={`${styles.cell} ${styles.sample} ${styles.unknown}`} aria-hidden="true" /> no data
      </span>
      {whatIf === 'yes' ? (
        <span>
          <i className={`${styles.cell} ${styles.sample} ${styles.gone}`} aria-hidden="true">
            7
          </i>{' '}
          failed in this what-if
        </span>
      ) : null}
    </p>
  )
}
