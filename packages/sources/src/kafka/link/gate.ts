/** Bounds how many requests are under way. Waiters are served in order; a waiter whose signal aborts leaves the queue. */
export interface Gate {
  /** Resolves with the function that gives the place back, or null when `signal` aborted first. */
  enter(signal: AbortSignal): Promise<(() => void) | null>
}

export function createGate(limit: number): Gate {
  let inside = 0
  const waiting: (() => void)[] = []
  const leave = () => {
    inside -= 1
    waiting.shift()?.()
  }
  const admit = () => {
    inside += 1
    let left = false
    return () => {
      if (left) return
      left = true
      leave()
    }
  }
  return {
    enter(signal) {
      if (signal.aborted) return Promise.resolve(null)
      if (inside < limit) return Promise.resolve(admit())
      return new Promise((resolve) => {
        const onAbort = () => {
          waiting.splice(waiting.indexOf(onTurn), 1)
          resolve(null)
        }
        const onTurn = () => {
          signal.removeEventListener('abort', onAbort)
          resolve(admit())
        }
        waiting.push(onTurn)
        signal.addEventListener('abort', onAbort, { once: true })
      })
    },
  }
}
