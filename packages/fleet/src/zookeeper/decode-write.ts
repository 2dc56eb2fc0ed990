import type { JuteReader } from './jute-reader.ts'
import { OpCode } from './op-codes.ts'
import type { WriteOperation } from './operations/write-operation.ts'
import type { WriteReply, WriteRequest } from './requests.ts'
import type { AclEntry } from './znode.ts'

const EPHEMERAL_FLAG = 1
const SEQUENTIAL_FLAG = 2
/** Above stand container and TTL nodes, which a server without extended types refuses. */
const MAX_FLAGS = EPHEMERAL_FLAG | SEQUENTIAL_FLAG

/** The write that stands in `reader`; null for a type that does not write. */
export function decodeWrite(type: number, reader: JuteReader): WriteRequest | null {
  const decode = DECODERS[type]
  return decode ? { type, reply: REPLIES[type] ?? 'nothing', operation: decode(reader) } : null
}

/** Operations of a transaction, in order; null when one of them does not belong there. */
export function decodeMulti<T>(
  reader: JuteReader,
  decode: (type: number, reader: JuteReader) => T | null,
): readonly T[] | null {
  const operations: T[] = []
  while (!reader.failed) {
    const type = reader.int()
    const isDone = reader.bool()
    reader.int()
    if (isDone) return operations
    const operation = decode(type, reader)
    if (operation === null) return null
    operations.push(operation)
  }
  return null
}

const REPLIES: Readonly<Record<number, WriteReply>> = {
  [OpCode.create]: 'path',
  [OpCode.create2]: 'path-and-stat',
  [OpCode.setData]: 'stat',
  [OpCode.setAcl]: 'stat',
}

const DECODERS: Readonly<Record<number, (reader: JuteReader) => WriteOperation>> = {
  [OpCode.create]: decodeCreate,
  [OpCode.create2]: decodeCreate,
  [OpCode.delete]: (reader) => ({ kind: 'delete', path: reader.string() ?? '', version: reader.int() }),
  [OpCode.check]: (reader) => ({ kind: 'check', path: reader.string() ?? '', version: reader.int() }),
  [OpCode.setData]: (reader) => ({
    kind: 'set-data',
    path: reader.string() ?? '',
    data: reader.buffer(),
    version: reader.int(),
  }),
  [OpCode.setAcl]: (reader) => ({
    kind: 'set-acl',
    path: reader.string() ?? '',
    acl: decodeAcl(reader),
    version: reader.int(),
  }),
}

function decodeCreate(reader: JuteReader): WriteOperation {
  const path = reader.string() ?? ''
  const data = reader.buffer()
  const acl = decodeAcl(reader)
  const flags = reader.int()
  if (flags < 0 || flags > MAX_FLAGS) return { kind: 'unserved' }
  const ephemeral = (flags & EPHEMERAL_FLAG) !== 0
  return { kind: 'create', path, data, acl, ephemeral, sequential: (flags & SEQUENTIAL_FLAG) !== 0 }
}

function decodeAcl(reader: JuteReader): readonly AclEntry[] | null {
  return reader.vector(() => ({
    permissions: reader.int(),
    scheme: reader.string() ?? '',
    id: reader.string() ?? '',
  }))
}
