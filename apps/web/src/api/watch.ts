import { API } from '@perigee/contract'
import type { QueryClient } from '@tanstack/react-query'
import { connection, onConnection, reportAnswer, reportNextTry, reportSilence } from './connection.ts'

const TRIES_AFTER_MS = [1_000, 2_000, 4_000, 8_000, 15_000]

/** Wait before try number `tries` (0 = first) while the server is silent. */
export function backOffMs(tries: number): number {
  return TRIES_AFTER_MS[Math.min(tries, TRIES_AFTER_MS.length - 1)] ?? 15_000
}

let attemptNow: (() => void) | null = null

/** Asks at once instead of waiting for the next try. */
export function retryNow(): void {
  attemptNow?.()
}

/**
 * While the server is silent, asks whether it lives, with back-off, and reads everything on screen anew once it does.
 * Answers with the way to stop.
 */
export function watchConnection(client: QueryClient): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null
  let tries = 0

  const plan = () => {
    const wait = backOffMs(tries)
    tries += 1
    reportNextTry(Date.now() + wait)
    timer = setTimeout(attempt, wait)
  }
  const attempt = async () => {
    timer = null
    if (connection().state === 'up') return
    if (await lives()) {
      reportAnswer(Date.now())
      await client.invalidateQueries()
    } else plan()
  }
  const onChange = () => {
    if (connection().state === 'up') {
      if (timer !== null) clearTimeout(timer)
      timer = null
      tries = 0
    } else if (timer === null && connection().nextTryAt === null) plan()
  }
  attemptNow = () => {
    if (timer !== null) clearTimeout(timer)
    tries = 0
    void attempt()
  }
  const stop = onConnection(onChange)
  return () => {
    stop()
    attemptNow = null
    if (timer !== null) clearTimeout(timer)
  }
}

async function lives(): Promise<boolean> {
  try {
    const response = await fetch(API.health, { cache: 'no-store', signal: AbortSignal.timeout(5_000) })
    return response.ok
  } catch {
    return false
  }
}

/** Asks once whether the server lives, because something else (the event stream) just fell silent. */
export async function checkServer(): Promise<void> {
  if (!(await lives())) reportSilence(Date.now())
}
