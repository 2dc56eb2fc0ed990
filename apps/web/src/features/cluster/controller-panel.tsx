import { hrefOf } from '../../app/view.ts'
import { instantMs } from '../../time/freshness.ts'
import { fullTimeWords } from '../../time/words.ts'
import { useZone } from '../../time/zone.ts'
import { Since } from '../../ui/cause-list.tsx'
import { Facts } from '../../ui/facts.tsx'
import { reasonOf } from '../../ui/kafka/missing-list.tsx'
import { SeriesLines } from '../../ui/plot/series-lines.tsx'
import type { StackPart } from '../../ui/plot/series-stack.tsx'
import { countWords, threeDigits } from '../../ui/quantity-words.ts'
import { SectionHead } from '../../ui/section-head.tsx'
import type { ClusterVitalsData } from './queries.ts'

const PARTS: readonly StackPart[] = [
  { label: 'waiting', metric: 'controller_queue_ms/p99', ink: 's2' },
  { label: 'processing', metric: 'controller_processing_ms/p99', ink: 's1' },
]

interface ControllerPanelProps {
  readonly cluster: string
  readonly vitals: ClusterVitalsData
  /** A dedicated controller of KRaft has no broker page. */
  readonly isBroker: boolean
}

/** Who controls, how steadily, and how fast: what elections wait for. */
export function ControllerPanel({ cluster, vitals: { controller, missing }, isBroker }: ControllerPanelProps) {
  const { id, since, movesLastDay, queueP99Ms, processingP99Ms, election } = controller
  // KRaft's stand-in for election time is this very figure; ZooKeeper mode measures elections and not this.
  const isSaidByElection = election.valueMs !== null && [null, election.valueMs].includes(processingP99Ms)
  return (
    <div className="two">
      <div>
        <SectionHead title="Controller" />
        <Facts
          facts={[
            ['Active', id === null || !isBroker ? id : <Active key="id" cluster={cluster} id={id} />],
            ['Since', since === null ? null : <HeldSince key="since" instant={since} />],
            ['Moves in the past day', movesLastDay === null ? null : countWords(movesLastDay)],
            ['Events wait, p99', milliseconds(queueP99Ms)],
            ['Events take, p99', isSaidByElection ? undefined : milliseconds(processingP99Ms)],
            [election.title, milliseconds(election.valueMs)],
          ]}
        />
        <p className="note">{election.explained}</p>
      </div>
      <SeriesLines
        of={{ cluster }}
        parts={PARTS}
        pick="max"
        title="Controller events"
        note="ms, p99"
        unit="ms"
        size="low"
        because={reasonOf(missing, 'controller_queue_ms')}
      />
    </div>
  )
}

const milliseconds = (value: number | null) => (value === null ? null : `${threeDigits(value)}\u00a0ms`)

function Active({ cluster, id }: { readonly cluster: string; readonly id: number }) {
  return (
    <a className="ln" href={hrefOf({ kind: 'broker', cluster, broker: id })}>
      {id}
    </a>
  )
}

function HeldSince({ instant }: { readonly instant: string }) {
  const zone = useZone()
  return (
    <span title={fullTimeWords(instantMs(instant) ?? 0, zone)}>
      for <Since instant={instant} />
    </span>
  )
}
