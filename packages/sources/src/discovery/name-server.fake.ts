// A name server for tests: answers SRV questions from a table, over UDP on loopback.
import { createSocket, type Socket } from 'node:dgram'

export interface SrvRecord {
  readonly name: string
  readonly port: number
}

export interface NameServerFake extends AsyncDisposable {
  readonly address: string
  readonly records: Map<string, readonly SrvRecord[]>
}

const SRV = 33
const NO_SUCH_NAME = 3

/** `silent`: takes questions and says nothing. */
export async function nameServerFake(mood: 'answers' | 'silent' = 'answers'): Promise<NameServerFake> {
  const records = new Map<string, readonly SrvRecord[]>()
  const socket: Socket = createSocket('udp4')
  socket.on('message', (question, from) => {
    if (mood === 'answers') socket.send(answerTo(question, records), from.port, from.address)
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  return {
    address: `127.0.0.1:${socket.address().port}`,
    records,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => void socket.close(() => resolve())),
  }
}

function answerTo(question: Buffer, records: NameServerFake['records']): Buffer {
  const labels: string[] = []
  let at = 12
  for (let length = question[at] ?? 0; length > 0; length = question[at] ?? 0) {
    labels.push(question.toString('latin1', at + 1, at + 1 + length))
    at += length + 1
  }
  const asked = question.subarray(12, at + 5)
  const known = records.get(labels.join('.').toLowerCase())
  const header = Buffer.alloc(12)
  question.copy(header, 0, 0, 2)
  // An answer, authoritative, recursion offered.
  header.writeUInt16BE(0x8580 | (known === undefined ? NO_SUCH_NAME : 0), 2)
  header.writeUInt16BE(1, 4)
  header.writeUInt16BE(known?.length ?? 0, 6)
  return Buffer.concat([header, asked, ...(known ?? []).map(srvAnswer)])
}

function srvAnswer({ name, port }: SrvRecord): Buffer {
  const target = Buffer.concat([...name.split('.').map(labelOf), Buffer.from([0])])
  const head = Buffer.alloc(18)
  // The name that was asked for: it begins at byte 12.
  head.writeUInt16BE(0xc00c, 0)
  head.writeUInt16BE(SRV, 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt32BE(30, 6)
  head.writeUInt16BE(6 + target.length, 10)
  head.writeUInt16BE(port, 16)
  return Buffer.concat([head, target])
}

function labelOf(label: string): Buffer {
  return Buffer.concat([Buffer.from([label.length]), Buffer.from(label, 'latin1')])
}
