import { describe, expect, it } from 'vitest'
import { API_VERSIONS } from '../apis/api-versions.ts'
import { METADATA } from '../apis/metadata.ts'
import { readRequestHeader, writeResponseFrame } from './headers.ts'
import { array, defineApi, from, int32, int64, nullableStruct, string, struct, tagged, WireError } from './index.ts'

const SAMPLE = defineApi({
  key: 999,
  name: 'Sample',
  versions: [0, 3],
  flexible: 2,
  request: struct({
    id: int32,
    offset: from(1, int64, -1n),
    names: array(string),
    cursor: from(2, nullableStruct(struct({ at: int32 })), null),
    note: tagged([4, 2], string),
  }),
  response: struct({}),
})

describe('schemas', () => {
  it('read what they wrote, in every version', () => {
    const full = { id: 7, offset: 2n ** 40n, names: ['a', 'ü'], cursor: { at: 3 }, note: 'x' }
    expect(SAMPLE.readRequest(SAMPLE.writeRequest(full, 3), 3)).toEqual(full)
    expect(SAMPLE.readRequest(SAMPLE.writeRequest(full, 0), 0)).toEqual({
      id: 7,
      offset: -1n,
      names: ['a', 'ü'],
      cursor: null,
      note: '',
    })
  })

  it('write old lengths before the flexible version and compact ones from there', () => {
    expect(SAMPLE.writeRequest({ id: 1, names: ['ab'] }, 0).toString('hex')).toBe('00000001' + '00000001' + '00026162')
    expect(SAMPLE.writeRequest({ id: 1, names: ['ab'] }, 2).toString('hex')).toBe(
      '00000001' + 'ffffffffffffffff' + '02036162' + 'ff' + '00',
    )
  })

  it('refuse what is cut, left over, null or a lie about a length', () => {
    const whole = SAMPLE.writeRequest({ id: 1, names: ['ab'] }, 2)
    for (let cut = 0; cut < whole.length; cut += 1) {
      expect(() => SAMPLE.readRequest(whole.subarray(0, cut), 2)).toThrow(WireError)
    }
    expect(() => SAMPLE.readRequest(Buffer.concat([whole, Buffer.alloc(1)]), 2)).toThrow(WireError)
    expect(() => SAMPLE.readRequest(Buffer.from('00000001ffffffff', 'hex'), 0)).toThrow(WireError)
    expect(() => SAMPLE.readRequest(Buffer.from('000000017fffffff', 'hex'), 0)).toThrow(WireError)
    expect(() => SAMPLE.readRequest(whole, 4)).toThrow(WireError)
  })

  it('skip tagged fields that they do not know', () => {
    const whole = SAMPLE.writeRequest({ id: 1 }, 2)
    const withOther = Buffer.concat([whole.subarray(0, -1), Buffer.from('0109021234', 'hex')])
    expect(SAMPLE.readRequest(withOther, 2)).toMatchObject({ id: 1, note: '' })
  })
})

describe('Metadata and ApiVersions', () => {
  it('stand in every version they name', () => {
    for (let version = METADATA.min; version <= METADATA.max; version += 1) {
      const answer = { brokers: [{ nodeId: 1, host: 'h', port: 9, rack: 'r' }], topics: [{ name: 't' }] }
      const read = METADATA.readResponse(METADATA.writeResponse(answer, version), version)
      expect(read.brokers).toEqual([{ nodeId: 1, host: 'h', port: 9, rack: version >= 1 ? 'r' : null }])
    }
    for (let version = API_VERSIONS.min; version <= API_VERSIONS.max; version += 1) {
      const keys = [{ apiKey: 3, minVersion: 0, maxVersion: 12 }]
      const body = API_VERSIONS.writeResponse({ apiKeys: keys, finalizedFeaturesEpoch: 4n }, version)
      const read = API_VERSIONS.readResponse(body, version)
      expect(read.apiKeys).toEqual(keys)
      expect(read.finalizedFeaturesEpoch).toBe(version >= 3 ? 4n : -1n)
    }
  })
})

describe('frames', () => {
  it('carry tags in flexible headers, in the answer to ApiVersions never', () => {
    const body = Buffer.from([9])
    const plain = writeResponseFrame({ apiKey: 18, correlationId: 5 }, body, { isFlexible: true })
    expect(plain.toString('hex')).toBe('00000005' + '00000005' + '09')
    const flexible = writeResponseFrame({ apiKey: 3, correlationId: 5 }, body, { isFlexible: true })
    expect(flexible.toString('hex')).toBe('00000006' + '00000005' + '00' + '09')
  })

  it('read a request header with and without tags', () => {
    const frame = Buffer.from('0003000c00000007000161' + '00' + 'aa', 'hex')
    const { header, bodyAt } = readRequestHeader(frame, () => true)
    expect(header).toEqual({ apiKey: 3, apiVersion: 12, correlationId: 7, clientId: 'a' })
    expect(frame.length - bodyAt).toBe(1)
  })
})
