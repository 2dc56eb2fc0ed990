import { hrefOf } from '../../app/view.ts'
import { countWords, percentWords, sizeWords } from '../../ui/quantity-words.ts'
import { type Stat, StatRail } from '../../ui/stat-rail.tsx'
import type { CapacityData } from './queries.ts'
import { daysWords, growthWords, rangeWords } from './words.ts'

interface CapacityStatsProps {
  readonly cluster: string
  readonly data: CapacityData
}

/** Size, growth and days left of the cluster, and the volume that ends first. */
export function CapacityStats({ cluster, data }: CapacityStatsProps) {
  return (
    <StatRail
      stats={[firstStat(data), clusterStat(data), growthStat(data), usedStat(data), ...countStats(cluster, data)]}
    />
  )
}

function firstStat({ disks }: CapacityData): Stat {
  const first = disks.find(({ days }) => days !== null)
  if (first === undefined || first.days === null) return noneFull(disks)
  return {
    label: 'First disk full in',
    value: daysWords(first.days),
    note: `broker ${first.broker}, ${first.path}`,
    href: first.href,
    ...(first.status !== 'ok' && { status: first.status }),
  }
}

/** No volume has a day on which it is full: because none fills, or because that cannot be told. */
function noneFull(disks: CapacityData['disks']): Stat {
  const label = 'First disk full'
  const unknown = disks.filter(({ status }) => status === 'unknown').length
  if (disks.length === 0) return { label, value: null, note: 'no volume is known' }
  if (unknown === disks.length) return { label, value: null, note: 'too little is known' }
  const note = unknown === 0 ? 'within ten years' : `within ten years; ${countWords(unknown)} not known`
  return { label, value: 'none', note }
}

function clusterStat({ cluster }: CapacityData): Stat {
  if (cluster.days === null)
    return { label: 'Cluster full', value: cluster.status === 'unknown' ? null : 'no', note: cluster.word }
  return { label: 'Cluster full in', value: daysWords(cluster.days), note: rangeWords(cluster) ?? cluster.word }
}

function growthStat({ cluster: { growth }, window }: CapacityData): Stat {
  const value = growth.bytesPerDay === null ? null : growthWords(growth.bytesPerDay)
  return { label: 'Growth a day', value, note: growth.bytesPerDay === null ? growth.text : `over ${window.text}` }
}

function usedStat({ cluster: { totalBytes, usableBytes, sizeBytes } }: CapacityData): Stat {
  const size = sizeBytes === null ? null : sizeWords(sizeBytes)
  const kafka = size === null ? 'size of replicas not known' : `replicas ${size.text} ${size.unit}`
  if (totalBytes === null || usableBytes === null || totalBytes === 0)
    return { label: 'Used', value: null, note: kafka, lesser: true }
  const { text } = percentWords(Math.round((1 - usableBytes / totalBytes) * 1000) / 1000)
  return { label: 'Used', value: text, unit: '%', note: kafka, lesser: true }
}

function countStats(cluster: string, { disks, topicsMeasured, topicsAll, unknownBrokers }: CapacityData): Stat[] {
  return [
    {
      label: 'Volumes',
      value: disks.length === 0 ? null : countWords(disks.length),
      note: volumesNote(disks.length, unknownBrokers.length),
      lesser: true,
    },
    {
      label: 'Topics measured',
      value: topicsAll === 0 ? null : countWords(topicsMeasured),
      unit: `of ${countWords(topicsAll)}`,
      note: topicsMeasured < topicsAll ? 'the busiest' : 'all',
      href: hrefOf({ kind: 'topics', cluster }, { sort: '-size' }),
      lesser: true,
    },
  ]
}

function volumesNote(volumes: number, blind: number): string {
  if (blind > 0) return `${countWords(blind)} ${blind === 1 ? 'broker does' : 'brokers do'} not tell`
  return volumes === 0 ? 'nobody told one' : 'all tell their size'
}
