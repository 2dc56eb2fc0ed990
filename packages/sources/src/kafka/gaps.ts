import type { Failure, Gap } from '@perigee/domain'

/** A gap with the words that say how to close it: `needs` when permission is missing, `since` when the broker is too old. */
export function gap(
  fact: string,
  failure: Failure,
  help: { readonly permission?: string; readonly since?: string },
): Gap {
  const needs = failure.code === 'forbidden' ? help.permission : failure.code === 'unsupported' ? help.since : undefined
  return needs === undefined ? { fact, failure } : { fact, failure, needs }
}

/** Several failures as one: the code of most of them, each reason with how often it was met. Never of an empty list. */
export function mergeFailures(failures: readonly Failure[]): Failure {
  const first = failures[0]
  if (!first) return { code: 'blocked', message: 'there was nobody to ask', peer: 'no address', retryable: true }
  if (failures.length === 1) return first
  const groups = new Map<string, Failure[]>()
  for (const failure of failures) groups.set(failure.message, [...(groups.get(failure.message) ?? []), failure])
  const sorted = [...groups.entries()].sort((a, b) => rank(a[1]) - rank(b[1]) || b[1].length - a[1].length)
  const lead = sorted[0]?.[1][0] ?? first
  const message =
    sorted.length === 1
      ? `${lead.message} on all ${failures.length} addresses (${peers(failures)})`
      : sorted.map(([text, group]) => `${text} (${peers(group)})`).join('; ')
  return { code: lead.code, message, peer: peers(failures), retryable: failures.every((f) => f.retryable) }
}

/** What somebody has to mend comes first. */
function rank(group: readonly Failure[]): number {
  const code = group[0]?.code
  return code === 'authentication' ? 0 : code === 'tls' ? 1 : code === 'forbidden' ? 2 : 3
}

function peers(failures: readonly Failure[]): string {
  const names = failures.map((failure) => failure.peer)
  return names.length <= 5 ? names.join(', ') : `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`
}
