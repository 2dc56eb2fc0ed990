// The console's own decoders of what brokers answer, fed with what Kafka's classes wrote.
import { ANSWER_DECODERS, type AnswerDecoder, isUnreadable } from '@perigee/sources'
import { apiOf } from '../apis/index.ts'
import type { DecoderTarget } from './fuzz-decoder.ts'
import { versioned } from './kafka-targets.ts'
import { recordedSamples } from './recorded-samples.ts'

const SRVR = [
  'Zookeeper version: 3.8.4-9316c2a7a97e1666d8f4593f34dd6fc36ecc436c, built on 2024-02-12 22:16 UTC',
  'Latency min/avg/max: 0/0.4615/12',
  'Received: 27',
  'Sent: 26',
  'Connections: 3',
  'Outstanding: 1',
  'Zxid: 0x100000015',
  'Mode: follower',
  'Node count: 31',
  '',
].join('\n')

/** The version comes first in each sample, as two bytes. */
export function consoleTargets(): DecoderTarget[] {
  const recorded = recordedSamples().filter(({ side }) => side === 'Response')
  return ANSWER_DECODERS.map((decoder) => ({
    name: `console: ${decoder.name}`,
    samples: samplesOf(decoder, recorded),
    decode: (bytes) => decoder.decode(bytes.subarray(2), knownVersion(decoder, bytes)),
    isTyped: isUnreadable,
  }))
}

function samplesOf({ key, minVersion, maxVersion }: AnswerDecoder, recorded: ReturnType<typeof recordedSamples>) {
  if (key === null) return [versioned({ version: 0, bytes: Buffer.from(SRVR) })]
  const name = apiOf(key)?.name
  return recorded
    .filter((one) => one.api === name && minVersion <= one.version && one.version <= maxVersion)
    .map(versioned)
}

/** The console asks in versions that it knows: whatever the bytes say, the version is one of them. */
function knownVersion({ minVersion, maxVersion }: AnswerDecoder, bytes: Buffer): number {
  const version = bytes.length < 2 ? minVersion : bytes.readInt16BE(0)
  return Math.max(minVersion, Math.min(maxVersion, version))
}
