import { expect, test } from 'vitest'
import { isHostAllowed } from './host-check.ts'

const local = { boundTo: '127.0.0.1', allowedHosts: [] }

test('bound to loopback only loopback names and named ones pass', () => {
  for (const host of [
    'localhost',
    'LOCALHOST:1',
    '127.0.0.1:7400',
    '127.9.9.9',
    '[::1]:7400',
    'a.localhost',
    'localhost.',
  ]) {
    expect([host, isHostAllowed(host, local)]).toEqual([host, true])
  }
  for (const host of [
    undefined,
    '',
    'evil.example',
    '127.0.0.1.evil.example',
    'localhost.evil',
    '0.0.0.0',
    'x:y:z',
    '[::1',
  ]) {
    expect([host, isHostAllowed(host, local)]).toEqual([host, false])
  }
  expect(isHostAllowed('kafka.corp:7400', { ...local, allowedHosts: ['Kafka.corp'] })).toBe(true)
})

test('bound elsewhere every name passes until names are given', () => {
  expect(isHostAllowed('anything', { boundTo: '0.0.0.0', allowedHosts: [] })).toBe(true)
  const named = { boundTo: '0.0.0.0', allowedHosts: ['kafka.corp'] }
  expect([
    isHostAllowed('kafka.corp', named),
    isHostAllowed('localhost', named),
    isHostAllowed('other', named),
  ]).toEqual([true, true, false])
})
