/** Status of a thing, worst first. Unknown ranks above ok: a parent of ok and unknown parts is not plain ok. */
export const STATUS_ORDER = ['critical', 'warning', 'unknown', 'busy', 'ok', 'off'] as const
export type Status = (typeof STATUS_ORDER)[number]

/** The worst of some statuses; `off` when there are none. */
export function worstStatus(statuses: Iterable<Status>): Status {
  let worst: Status = 'off'
  for (const status of statuses) if (statusRank(status) < statusRank(worst)) worst = status
  return worst
}

/** 0 = worst. */
export function statusRank(status: Status): number {
  return STATUS_ORDER.indexOf(status)
}
