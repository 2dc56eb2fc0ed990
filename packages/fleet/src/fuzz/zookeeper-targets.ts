// The decoders of the fleet's ZooKeeper nodes.
import { decodeConnect, decodeRequest } from '../zookeeper/decode-request.ts'
import { JuteFrames } from '../zookeeper/jute-frames.ts'
import type { DecoderTarget } from './fuzz-decoder.ts'
import { CONNECT, REQUESTS } from './zookeeper-samples.ts'

const nothingIsThrown = () => false

export function zooKeeperTargets(): DecoderTarget[] {
  return [
    { name: 'ZooKeeper connect', samples: [CONNECT], decode: decodeConnect, isTyped: nothingIsThrown },
    { name: 'ZooKeeper requests', samples: REQUESTS, decode: decodeRequest, isTyped: nothingIsThrown },
    {
      name: 'ZooKeeper frames',
      samples: [Buffer.from('00000003aabbcc0000000000000001ee', 'hex')],
      decode: (bytes) => {
        const frames = new JuteFrames(1_000)
        for (let at = 0; at < bytes.length; at += 3) {
          frames.hold(bytes.subarray(at, at + 3))
          frames.peekWord()
          if (frames.take().kind === 'oversized') return null
        }
        return frames
      },
      isTyped: nothingIsThrown,
    },
  ]
}
