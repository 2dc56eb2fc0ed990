import { createServer } from 'node:net'

// Below the range Linux hands out to outgoing connections (32768 and up): a node that is down for a minute must find
// its port free when it comes back.
const FIRST = 15_000
const LAST = 32_000

/** `count` loopback ports that nobody listens on at this moment. Another process may still be faster: retry the start. */
export async function freePorts(count: number): Promise<number[]> {
  const taken = new Set<number>()
  while (taken.size < count) {
    const candidate = FIRST + Math.floor(Math.random() * (LAST - FIRST))
    if (!taken.has(candidate) && (await isFree(candidate))) taken.add(candidate)
  }
  return [...taken]
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)))
  })
}
