// Runs in a thread of its own: one client, one connection to one node. The client can throw past every handler, wait for
// ever and never notice a dead peer; here that ends this thread, and its keeper opens another.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import type { Client, ClientOptions } from 'node-zookeeper-client'
import { peerFailure } from '../../kafka/link/network-failure.ts'
import type { FromSession, SessionEnd, SessionStart, ToSession, TreeAnswer, TreeAsk } from './messages.ts'
import { readSurroundings } from './read-surroundings.ts'
import { readTree } from './read-tree.ts'
import { ReadError, type Reads, readsOf } from './reads.ts'

/** The body of the thread: what its entry file calls. */
export async function serveSession(): Promise<void> {
  if (parentPort === null) return
  const start: SessionStart = workerData
  // Not above: whoever only passes this function on would load the client, too.
  const { createClient } = await import('node-zookeeper-client')
  serve(parentPort, start, createClient(start.address, clientOptions(start)))
}

function serve(port: MessagePort, start: SessionStart, client: Client): void {
  const say = (message: FromSession) => port.postMessage(message)
  if (start.digest !== null) client.addAuthInfo('digest', Buffer.from(start.digest))
  let handshake = setTimeout(() => end('stuck'), start.handshakeTimeoutMs)
  const end = (why: SessionEnd) => say({ kind: 'ended', why })
  const reads = readsOf(client, start.requestTimeoutMs, () => end('mute'))
  let hasSession = false
  client.on('connected', () => {
    clearTimeout(handshake)
    hasSession = true
    say({ kind: 'connected', ticket: { id: client.getSessionId(), password: client.getSessionPassword() } })
  })
  // It would connect again by itself, with what is left of a broken frame in its buffer.
  client.on('disconnected', () => end('disconnected'))
  client.on('expired', () => end('expired'))
  client.on('authenticationFailed', () => end('denied'))
  // The client pings but does not wait for the answer: without this a dead peer is noticed only by the next question.
  const watchdog = setInterval(() => void reads.exists('/').catch(() => undefined), start.sessionTimeoutMs / 3)
  port.on('message', (message: ToSession) => {
    if (message.kind === 'read') {
      const { id, ask } = message
      void answer(reads, ask, start.address).then((told) => say({ kind: 'answer', id, answer: told }))
      return
    }
    // Before its handshake the client would say goodbye in place of hello.
    if (!hasSession) process.exit()
    clearTimeout(handshake)
    clearInterval(watchdog)
    handshake = setTimeout(() => process.exit(), start.requestTimeoutMs)
    client.on('disconnected', () => process.exit())
    client.close()
  })
  client.connect()
}

function clientOptions({ sessionTimeoutMs, ticket }: SessionStart): ClientOptions {
  const options = { sessionTimeout: sessionTimeoutMs, spinDelay: 200, retries: 0 }
  if (ticket === null) return options
  return { ...options, sessionId: Buffer.from(ticket.id), sessionPassword: Buffer.from(ticket.password) }
}

async function answer(reads: Reads, ask: TreeAsk, address: string): Promise<TreeAnswer> {
  try {
    const tree = await readTree(reads, ask.chroot, () => performance.now())
    const surroundings = ask.surroundings === 'read' ? await readSurroundings(reads, ask.chroot) : null
    return { ok: true, tree, surroundings }
  } catch (error) {
    if (!(error instanceof ReadError)) throw error
    return { ok: false, failure: peerFailure(error.code, error.message, `zk ${address}`) }
  }
}
