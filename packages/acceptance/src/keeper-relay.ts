// A relay before one ZooKeeper node that lasts as long as a session does, and spoils what lives on it.
import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

export interface KeeperRelay extends AsyncDisposable {
  readonly address: string
  /** Connections are taken and held, nothing passes either way any more, and nobody is told. */
  swallow(): void
  /** The next answer on each open connection ends in the middle, with the connection. */
  cutMidFrame(): void
  /** Nobody listens, and whoever was connected is reset. */
  cut(): Promise<void>
  /** As if nothing had been. */
  mend(): Promise<void>
}

type How = 'pass' | 'swallow'

export async function startKeeperRelay(target: number): Promise<KeeperRelay> {
  const open = new Set<Socket>()
  /** Connections whose next answer is cut. */
  const marked = new Set<Socket>()
  let how: How = 'pass'
  const track = (socket: Socket) => {
    open.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      open.delete(socket)
      marked.delete(socket)
    })
  }
  const relay = (client: Socket) => {
    track(client)
    const server = connect(target, '127.0.0.1')
    track(server)
    client.on('data', (part) => how === 'pass' && server.write(part))
    server.on('data', (part) => {
      if (how === 'swallow') return
      if (!marked.has(client)) return client.write(part)
      client.end(part.subarray(0, part.length - 3))
      return server.destroy()
    })
    client.on('close', () => server.destroy())
    server.on('close', () => how === 'pass' && client.end())
  }
  let server = await listen(0, relay)
  const { port } = server.address() as { port: number }
  const cut = async () => {
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    for (const socket of open) socket.destroy()
    await closed
  }
  return {
    address: `127.0.0.1:${port}`,
    swallow: () => {
      how = 'swallow'
    },
    cutMidFrame: () => {
      for (const socket of open) marked.add(socket)
    },
    cut,
    async mend() {
      how = 'pass'
      // What was swallowed left the streams in pieces.
      for (const socket of open) socket.destroy()
      if (!server.listening) server = await listen(port, relay)
    },
    [Symbol.asyncDispose]: cut,
  }
}

async function listen(port: number, accept: (client: Socket) => void): Promise<Server> {
  const server = createServer(accept).listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}
