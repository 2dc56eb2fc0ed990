import { expect, test } from 'vitest'
import { browserNeed, findChromium, kafkaNeed, type Machine } from './needs.ts'

function machine(answers: Readonly<Record<string, string>>, env: Machine['env'] = {}): Machine {
  return { env, ask: (command) => answers[command] ?? null }
}
const JAVA_17 = 'openjdk version "17.0.15" 2025-04-15'

test('Java 17 with Maven is enough, so is Docker alone', () => {
  expect(kafkaNeed(machine({ java: JAVA_17, mvn: 'Apache Maven 3.8.7' }))).toBeNull()
  expect(kafkaNeed(machine({ docker: '28.2.2' }))).toBeNull()
})

test('says exactly what is missing', () => {
  expect(kafkaNeed(machine({}))?.missing).toBe('no Java, no Maven, Docker does not answer')
  expect(kafkaNeed(machine({ java: JAVA_17 }))?.missing).toBe('no Maven, Docker does not answer')
  const old = { java: 'java version "1.8.0_392"', mvn: 'Apache Maven 3.8.7' }
  expect(kafkaNeed(machine(old))?.missing).toBe('Java 8 is older than 17, Docker does not answer')
})

test('takes the Chromium that is named, else the first that answers', () => {
  expect(findChromium(machine({ 'google-chrome': 'Google Chrome 150' }))).toBe('google-chrome')
  expect(findChromium(machine({ '/opt/c': 'Chromium 150' }, { CHROMIUM: '/opt/c' }))).toBe('/opt/c')
  expect(findChromium(machine({ chromium: 'Chromium 150' }, { CHROMIUM: '/gone' }))).toBeNull()
  expect(browserNeed(machine({}))?.remedy).toContain('apt-get install chromium')
})
