// How the doors of a cluster are knocked at.
import type { PollingConfig } from '@perigee/config'
import { runProbes } from '@perigee/sources'
import { systemClock } from './polling/clock.ts'
import type { Probe } from './polling/preflight-probe.ts'

export function openProbe({ requestTimeoutMs }: PollingConfig): Probe {
  return (plan, { tls }, signal) =>
    runProbes(
      plan,
      { timeoutMs: requestTimeoutMs, ca: tls?.ca ?? null, tls: tls !== null, now: () => systemClock.now() },
      signal,
    )
}
