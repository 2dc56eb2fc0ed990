import { expect, test } from 'vitest'
import { redactor } from './redact.ts'

test('a secret is masked wherever and however it is written', () => {
  const redact = redactor(['p"ss/word', 'p"ss/word-longer', 'abc'])
  for (const form of ['p"ss/word', 'p\\"ss/word', 'p%22ss%2Fword', Buffer.from('p"ss/word').toString('base64')]) {
    expect(redact(`x ${form} y`)).toBe('x [redacted] y')
  }
  expect(redact('p"ss/word-longer')).toBe('[redacted]')
  expect(redact('the abc of it')).toBe('the abc of it')
})
