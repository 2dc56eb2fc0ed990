import { connect } from 'node:net'

// Metadata v1 by hand. An ordinary client cannot be asked for the list of brokers while a partition has no leader: it
// reads all topics and fails as a whole.
const METADATA = 3
const VERSION = 1

/** Ids of the brokers that the one on this loopback port lists; empty when it does not answer within `timeoutMs`. */
export function brokersSeenBy(port: number, timeoutMs = 2000): Promise<number[]> {
  return new Promise((resolve) => {
    let received = Buffer.alloc(0)
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(request()))
    socket.setTimeout(timeoutMs, () => socket.destroy())
    socket.on('error', () => resolve([]))
    socket.on('close', () => resolve([]))
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk])
      if (received.length < 4 || received.length < 4 + received.readInt32BE(0)) return
      resolve(brokerIds(received))
      socket.destroy()
    })
  })
}

function request(): Buffer {
  const client = Buffer.from('perigee-lab')
  const frame = Buffer.alloc(18 + client.length)
  frame.writeInt32BE(frame.length - 4, 0)
  frame.writeInt16BE(METADATA, 4)
  frame.writeInt16BE(VERSION, 6)
  frame.writeInt32BE(1, 8)
  frame.writeInt16BE(client.length, 12)
  client.copy(frame, 14)
  frame.writeInt32BE(0, 14 + client.length) // no topics
  return frame
}

/** Answer: length, correlation id, then brokers as (id, host, port, rack). */
function brokerIds(answer: Buffer): number[] {
  const ids: number[] = []
  let at = 12
  const skipString = () => {
    at += 2 + Math.max(0, answer.readInt16BE(at))
  }
  for (let left = answer.readInt32BE(8); left > 0; left -= 1) {
    ids.push(answer.readInt32BE(at))
    at += 4
    skipString()
    at += 4
    skipString()
  }
  return ids
}
