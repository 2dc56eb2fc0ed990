import { KeeperError, type KeeperErrorCode } from '../error-codes.ts'
import type { JuteWriter } from '../jute-writer.ts'
import { OpCode } from '../op-codes.ts'
import { type ReplyBody, writeResult } from '../replies.ts'
import type { ReadRequest, WriteRequest } from '../requests.ts'
import { type Reader, read } from './read.ts'
import type { TransactionResult } from './transaction.ts'

/** The answer to a transaction: a result for each operation, or for each the reason why nothing was done. */
export function multiReply(writes: readonly WriteRequest[], result: TransactionResult): ReplyBody {
  return (writer) => {
    for (const [index, write] of writes.entries()) {
      const own = result.ok ? result.results[index] : undefined
      if (own) {
        writeHeader(writer, write.type, 0)
        writeResult(writer, write.reply, own)
      } else if (!result.ok) {
        writeError(writer, errorAt(index, result))
      }
    }
    writeEnd(writer)
  }
}

/** The answer to a multiRead: each read stands for itself. */
export function multiReadReply(reads: readonly ReadRequest[], reader: Reader): ReplyBody {
  return (writer) => {
    for (const request of reads) {
      const outcome = read({ ...request, watch: 'no-watch' }, reader)
      if (outcome.ok) {
        writeHeader(writer, request.kind === 'data' ? OpCode.getData : OpCode.getChildren, 0)
        outcome.value(writer)
      } else writeError(writer, outcome.error)
    }
    writeEnd(writer)
  }
}

/** Before the refused operation all was well; after it nothing was tried. */
function errorAt(index: number, { failedAt, error }: { failedAt: number; error: KeeperErrorCode }): KeeperErrorCode {
  if (index === failedAt) return error
  return index < failedAt ? KeeperError.ok : KeeperError.runtimeInconsistency
}

function writeHeader(writer: JuteWriter, type: number, error: number): void {
  writer.int(type).bool(false).int(error)
}

function writeError(writer: JuteWriter, error: KeeperErrorCode): void {
  writeHeader(writer, OpCode.error, error)
  writer.int(error)
}

function writeEnd(writer: JuteWriter): void {
  writer.int(-1).bool(true).int(-1)
}
