import { BrokerStrip, StripLegend } from '../../ui/kafka/broker-strip.tsx'
import { SectionHead } from '../../ui/section-head.tsx'
import { toggleBroker, toggleRack } from './loss.ts'
import type { WhatIfData } from './queries.ts'

interface TryItProps {
  readonly data: WhatIfData
  readonly list: readonly string[]
  readonly lose: (list: readonly string[]) => void
}

/** Press brokers or racks to fail them, here only. The loss is in the URL. */
export function TryIt({ data, list, lose }: TryItProps) {
  const cells = data.brokerCells
  const centres = [...new Set(cells.map(({ dataCentre }) => dataCentre).filter((name) => name !== null))]
  return (
    <>
      <SectionHead
        title="Try it"
        note="press a broker or a rack"
        right={
          list.length === 0 ? undefined : (
            <button type="button" className="go" onClick={() => lose([])}>
              Bring all back
            </button>
          )
        }
      />
      <BrokerStrip
        cells={cells}
        layout="stacked"
        toggles={{
          lost: new Set(data.lostBrokers),
          toggleBroker: (id) => lose(toggleBroker(list, id, cells)),
          toggleRack: (rack) => lose(toggleRack(list, rack, cells)),
        }}
      />
      {centres.length === 0 ? null : <Centres names={centres} list={list} lose={lose} />}
      <StripLegend whatIf="yes" />
    </>
  )
}

interface CentresProps {
  readonly names: readonly string[]
  readonly list: readonly string[]
  readonly lose: (list: readonly string[]) => void
}

function Centres({ names, list, lose }: CentresProps) {
  return (
    <p className="note">
      {names.map((name) => {
        const entry = `dc:${name}`
        const lost = list.includes(entry)
        return (
          <button
            key={name}
            type="button"
            className="btn quiet"
            aria-pressed={lost}
            onClick={() => lose(lost ? list.filter((each) => each !== entry) : [...list, entry])}
          >
            data centre {name}
            {lost ? ', failed' : ''}
          </button>
        )
      })}
    </p>
  )
}
