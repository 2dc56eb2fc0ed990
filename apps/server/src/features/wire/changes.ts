import { type Change, STATUSES, type Status } from '@perigee/contract'
import { urlOf } from '@perigee/links'
import type { ChangeRecord } from '@perigee/store'
import { instantOf } from './words.ts'

/** A transition as pages list it, linked to what it is about. */
export function changeWire(record: ChangeRecord): Change {
  return {
    at: instantOf(record.at) ?? new Date(0).toISOString(),
    cluster: record.cluster,
    status: (STATUSES as readonly string[]).includes(record.status) ? (record.status as Status) : 'unknown',
    text: record.text,
    href: hrefOfChange(record),
  }
}

function hrefOfChange({ cluster, subject }: ChangeRecord): string {
  if (subject.broker !== undefined) return urlOf({ kind: 'broker', cluster, broker: subject.broker })
  if (subject.topic !== undefined) return urlOf({ kind: 'topic', cluster, topic: subject.topic })
  return urlOf({ kind: 'cluster', cluster })
}
