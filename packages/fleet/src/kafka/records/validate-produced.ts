// What a leader checks of a produced record set before it takes it (UnifiedLog and LogValidator of Kafka).
import { AT, type BatchHeader, readHead } from './batch-header.ts'
import { crc32c } from './crc32c.ts'
import { readRecords } from './record-reader.ts'

export interface ProduceRules {
  /** `max.message.bytes` of the topic: the largest batch. */
  readonly maxMessageBytes: number
  /** Whether `cleanup.policy` names compact: then every record needs a key. */
  readonly cleanupPolicy: 'delete' | 'compact'
  /** As Kafka prints it: `orders-3`. Stands in messages. */
  readonly topicPartition: string
}

/** Kafka's error code and its message. */
export interface Refusal {
  readonly errorCode: number
  readonly message: string
}

export type Produced = { readonly header: BatchHeader } | { readonly refusal: Refusal }

const CORRUPT_MESSAGE = 2
const MESSAGE_TOO_LARGE = 10
const UNSUPPORTED_FOR_MESSAGE_FORMAT = 43
const UNSUPPORTED_COMPRESSION_TYPE = 76
const INVALID_RECORD = 87

/**
 * Judges the record set of one partition of a Produce request of version 3 or newer, which is exactly one batch of magic
 * 2. Errors: 2 (checksum, torn bytes), 10 (larger than `maxMessageBytes`), 43 (older format), 76 (unknown codec), 87.
 */
export function validateProduced(records: Buffer | null, rules: ProduceRules): Produced {
  const at = rules.topicPartition
  if (records === null || records.length === 0) return refuse(INVALID_RECORD, `${at}: no record batch at all`)
  const head = readHead(records)
  if (head.kind === 'older')
    return refuse(UNSUPPORTED_FOR_MESSAGE_FORMAT, `Magic ${head.magic} is not supported in the append to ${at}`)
  if (head.kind === 'unreadable')
    return refuse(CORRUPT_MESSAGE, `Record is corrupt in topic partition ${at}: ${head.reason}`)
  const { header } = head
  const refusal = wholeness(records, header, rules) ?? sense(header, at) ?? keys(records, header, rules)
  return refusal === null ? { header } : { refusal }
}

/** Base offset, size and checksum; then that nothing follows the batch. */
function wholeness(records: Buffer, header: BatchHeader, rules: ProduceRules): Refusal | null {
  const { topicPartition: at, maxMessageBytes } = rules
  const { baseOffset, sizeBytes } = header
  if (baseOffset !== 0n)
    return invalid(`The baseOffset of the record batch in the append to ${at} should be 0, but it is ${baseOffset}`)
  if (sizeBytes > maxMessageBytes) {
    const message = `The record batch size in the append to ${at} is ${sizeBytes} bytes which exceeds the maximum configured value of ${maxMessageBytes}.`
    return { errorCode: MESSAGE_TOO_LARGE, message }
  }
  if (crc32c(records, AT.attributes, sizeBytes) !== header.crc) {
    const message = `Record is corrupt (stored crc = ${header.crc}) in topic partition ${at}.`
    return { errorCode: CORRUPT_MESSAGE, message }
  }
  return sizeBytes === records.length ? null : invalid(`More than one record batch in the append to ${at}`)
}

/** Whether the head says what a client may say. */
function sense(header: BatchHeader, at: string): Refusal | null {
  const { recordCount, lastOffsetDelta, baseSequence, producerId } = header
  if (recordCount < 1)
    return invalid(`Invalid reported count for record batch: ${recordCount} in topic partition ${at}`)
  if (lastOffsetDelta + 1 !== recordCount)
    return invalid(`Offsets 0 to ${lastOffsetDelta} do not fit ${recordCount} records in topic partition ${at}`)
  if (header.isControl) return invalid(`Clients are not allowed to write control records in topic partition ${at}`)
  if (header.codec === null)
    return { errorCode: UNSUPPORTED_COMPRESSION_TYPE, message: `Unknown compression codec in topic partition ${at}` }
  if (producerId >= 0n && baseSequence < 0)
    return invalid(`Invalid sequence number ${baseSequence} of producer ${producerId} in topic partition ${at}`)
  return null
}

/** Records that can be read must be records; a compacted topic refuses those without a key. */
function keys(batch: Buffer, header: BatchHeader, { cleanupPolicy, topicPartition: at }: ProduceRules): Refusal | null {
  if (header.codec === 'snappy' || header.codec === 'lz4') return null
  const records = readRecords(batch, header)
  if (records === null) return invalid(`The records of the batch cannot be read in topic partition ${at}`)
  if (cleanupPolicy === 'delete' || records.every((record) => record.key !== null)) return null
  return invalid(`Compacted topic cannot accept message without key in topic partition ${at}.`)
}

function invalid(message: string): Refusal {
  return { errorCode: INVALID_RECORD, message }
}

function refuse(errorCode: number, message: string): Produced {
  return { refusal: { errorCode, message } }
}
