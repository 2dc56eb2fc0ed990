import { readFileSync } from 'node:fs'

/** A message as Kafka's own classes wrote it. */
export interface RecordedSample {
  readonly api: string
  readonly side: 'Request' | 'Response'
  readonly version: number
  readonly bytes: Buffer
}

const RELEASES = ['3.9.1', '4.3.1']

/** Valid messages of every API in every version. */
export function recordedSamples(): RecordedSample[] {
  return RELEASES.flatMap((release) =>
    readFileSync(new URL(`../apis/recorded/kafka-${release}.txt`, import.meta.url), 'utf8')
      .split('\n')
      .flatMap((line) => parse(line)),
  )
}

function parse(line: string): RecordedSample[] {
  const [, api = '', side, version, hex = ''] = /^(\w+)(Request|Response) (\d+) \w+ (\S+)/.exec(line) ?? []
  if (side !== 'Request' && side !== 'Response') return []
  return [{ api, side, version: Number(version), bytes: Buffer.from(hex === '-' ? '' : hex, 'hex') }]
}
