import { expect, test } from 'vitest'
import { wantedOf } from './wanted.ts'

test.each([
  ['bytes_in', [], null],
  ['purgatory_size/Produce', ['Produce'], null],
  ['request_errors/Produce/NOT_LEADER', ['Produce', 'NOT_LEADER'], null],
  ['req_total_ms/Produce/p99', ['Produce'], 'p99'],
  ['log_flush_ms/mean', [], 'mean'],
  ['log_dir_offline//data/1', ['/data/1'], null],
])('%s', (key, labels, statistic) => {
  expect(wantedOf(key, null)).toMatchObject({ metric: { id: key.split('/')[0] }, labels, statistic })
})

test.each([
  'no_such',
  'req_total_ms/Produce',
  'req_total_ms/Produce/p42',
  'req_total_ms/p99',
  'purgatory_size',
  'bytes_in/3',
])('%s is no key of one value', (key) => {
  expect(wantedOf(key, null)).toBeNull()
})
