import type { Capacity } from '@perigee/contract'
import { hrefOf } from '../../app/view.ts'
import { countWords, percentWords } from '../../ui/quantity-words.ts'
import type { Stat } from '../../ui/stat-rail.tsx'
import { daysWords } from '../capacity/words.ts'
import type { ClusterVitalsData } from './queries.ts'

/** The broker whose request handlers have least time left; null where nobody tells it. */
export function handlersStat(cluster: string, vitals: ClusterVitalsData | undefined): Stat | null {
  const total = vitals?.totals.find(({ key }) => key === 'handler_idle')
  if (vitals === undefined || total === undefined || total.value === null) return null
  const { worst, value, reporting, of } = total
  const status = vitals.whys.find(
    ({ code, brokers }) => code.includes('handlers') && brokers.includes(worst ?? -1),
  )?.status
  const blind = reporting < of ? `, ${countWords(of - reporting)} unknown` : ''
  return {
    label: 'Slowest handlers',
    value: percentWords(Math.round(value * 100) / 100).text,
    unit: '% idle',
    note: worst === null ? 'of all brokers' : `broker ${worst}${blind}`,
    href: worst === null ? null : hrefOf({ kind: 'broker', cluster, broker: worst }),
    lesser: true,
    ...(status !== undefined && { status }),
  }
}

/** `full in 23 d` for the fullest volume of a broker; null where that is not known or far away. */
export function fullWords(capacity: Capacity['data'] | undefined, broker: number | null): string | null {
  const disks = capacity?.disks.filter((disk) => disk.broker === broker) ?? []
  const fullest = disks.toSorted((a, b) => (b.usedRatio ?? 0) - (a.usedRatio ?? 0))[0]
  return fullest === undefined || fullest.days === null ? null : `full in ${daysWords(fullest.days)}`
}
