import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

/** A TCP relay in front of one broker that can be cut and mended: to a client, a broker that went and came back. */
export interface CuttableProxy extends AsyncDisposable {
  readonly port: number
  /** Where to pass connections on to; they are refused until it is told. */
  target: number | undefined
  /** Resets every connection and refuses new ones. */
  cut(): Promise<void>
  mend(): Promise<void>
  /** Resets every connection and takes new ones at once. */
  reset(): void
  /** Connections taken since the start. */
  taken(): number
  /** Connections that clients hold at this moment. */
  open(): number
}

export async function startProxy(): Promise<CuttableProxy> {
  const clients = new Set<Socket>()
  const upstreams = new Set<Socket>()
  let target: number | undefined
  let taken = 0
  let server = await listen(0, (client) => relay(client))
  const { port } = server.address() as { port: number }

  function relay(client: Socket) {
    track(client, clients)
    taken += 1
    if (target === undefined) return client.resetAndDestroy()
    const upstream = connect(target, '127.0.0.1')
    track(upstream, upstreams)
    client.pipe(upstream).pipe(client)
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => client.destroy())
  }
  const reset = () => {
    for (const socket of clients) socket.resetAndDestroy()
  }
  const cut = async () => {
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    reset()
    await closed
  }
  return {
    port,
    get target() {
      return target
    },
    set target(value) {
      target = value
    },
    cut,
    mend: async () => {
      if (!server.listening) server = await listen(port, relay)
    },
    reset,
    taken: () => taken,
    open: () => clients.size,
    [Symbol.asyncDispose]: cut,
  }
}

function track(socket: Socket, into: Set<Socket>): void {
  into.add(socket)
  socket.on('error', () => socket.destroy())
  socket.on('close', () => into.delete(socket))
}

async function listen(port: number, accept: (client: Socket) => void): Promise<Server> {
  const server = createServer(accept).listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}
