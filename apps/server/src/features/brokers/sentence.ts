import type { BrokerRow, RestartCheck, Sentence } from '@perigee/contract'
import { plural, thousands } from '../wire/words.ts'

/** `Broker 3 is down.` or what it does when it is well; the lede is what stands out, else the restart answer. */
export function brokerSentence(row: BrokerRow, restart: Pick<RestartCheck, 'sentence'>): Sentence {
  const { id, status, reasons } = row
  if (status === 'ok') {
    const rest =
      row.leaders === null
        ? '.'
        : `: leads ${plural(row.leaders, 'partition')} and holds ${plural(row.replicas ?? 0, 'replica')}, all in sync.`
    return { strong: `Broker ${id} is well`, rest, status, lede: row.controller ? 'It is the active controller.' : '' }
  }
  const [first, ...others] = reasons
  const strong = first === undefined ? `Broker ${id}: ${row.word.toLowerCase()}` : `Broker ${id}: ${withoutStop(first)}`
  return {
    strong,
    rest: '.',
    status,
    lede: [...others, damage(row), restart.sentence].filter((part) => part !== '').join(' '),
  }
}

function damage({ underReplicatedPartitions, offlineReplicas }: BrokerRow): string {
  if (offlineReplicas !== null && offlineReplicas > 0)
    return `${thousands(offlineReplicas)} of its replicas are offline.`
  if (underReplicatedPartitions !== null && underReplicatedPartitions > 0)
    return `${thousands(underReplicatedPartitions)} partitions it leads miss a copy.`
  return ''
}

function withoutStop(sentence: string): string {
  const text = sentence.replace(/\.$/, '')
  return text.charAt(0).toLowerCase() + text.slice(1)
}
