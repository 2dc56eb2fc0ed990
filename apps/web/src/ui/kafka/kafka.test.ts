import { expect, test } from 'vitest'
import { describeConfigs, shellWord } from './commands.ts'
import { originWords } from './config-origin.ts'
import { configWords } from './config-words.ts'
import { measureWords } from './measure-words.ts'
import { withoutTitle } from './without-title.ts'

test('commands survive any topic name', () => {
  expect(shellWord('payments.captured-v1')).toBe('payments.captured-v1')
  expect(shellWord("it's; rm -rf /")).toBe("'it'\\''s; rm -rf /'")
  expect(describeConfigs({ bootstrap: 'kafka-1:9092', entity: 'brokers', name: '7' })).toBe(
    'kafka-configs.sh --bootstrap-server kafka-1:9092 --describe --entity-type brokers --entity-name 7 --all',
  )
  expect(describeConfigs({ bootstrap: null, entity: 'topics', name: 'a' })).toContain('--bootstrap-server "$BOOTSTRAP"')
})

test('a source that is not known is said to be unknown', () => {
  expect(originWords('topic')).toBe('this topic')
  expect(originWords('from-the-future')).toBe('unknown')
})

test('measures carry the unit of what they measure', () => {
  expect(measureWords(0.64, 'ratio')).toMatchObject({ text: '64', unit: '%' })
  expect(measureWords(2 ** 31, 'bytes')).toMatchObject({ text: '2', unit: 'GiB' })
  expect(measureWords(258, 'partitions')).toMatchObject({ text: '258', unit: 'partitions' })
  expect(measureWords(1.5, 'ms')).toMatchObject({ text: '1.5', unit: 'ms' })
})

test('times and sizes among the settings are told in words, and nothing else is', () => {
  expect(configWords('retention.ms', '604800000')).toBe('7\u00a0d')
  expect(configWords('retention.ms', '-1')).toBe('for ever')
  expect(configWords('retention.bytes', '-1')).toBe('no limit')
  expect(configWords('segment.bytes', '1073741824')).toBe('1 GiB')
  expect(configWords('flush.ms', '9223372036854775807')).toBeNull()
  expect(configWords('num.io.threads', '8192')).toBeNull()
  expect(configWords('retention.ms', 'soon')).toBeNull()
})

test('a heading is not said twice', () => {
  expect(withoutTitle('Do not restart now: one copy is missing.', 'Do not restart now')).toBe('One copy is missing.')
  expect(withoutTitle('86 partitions would stop.', 'Do not restart now')).toBe('86 partitions would stop.')
})
