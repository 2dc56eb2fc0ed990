// What is recorded is what the classes of the lab's releases write today.
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { KAFKA_3_9, KAFKA_4, type KafkaRelease, libsOf, requireJava } from '@perigee/lab'
import { describe, expect, it } from 'vitest'

const run = promisify(execFile)
const folder = new URL('recorded/', import.meta.url)
const { java } = await requireJava()
/** A runtime alone cannot start a program from its source. */
const hasCompiler = (await run(java, ['--list-modules'])).stdout.includes('jdk.compiler')

async function recordedLines(version: string): Promise<string[]> {
  const text = await readFile(new URL(`kafka-${version}.txt`, folder), 'utf8')
  return text.trimEnd().split('\n').slice(1)
}

/** `Name<below`: up to which version the recording of this release goes. */
function asked(lines: readonly string[]): string[] {
  const below = new Map<string, number>()
  for (const line of lines) {
    const [name = '', version = ''] = line.split(' ')
    below.set(name, Math.max(below.get(name) ?? 0, Number(version) + 1))
  }
  return Array.from(below, ([name, version]) => `${name}<${version}`)
}

async function written(release: KafkaRelease, messages: readonly string[]): Promise<string[]> {
  const program = fileURLToPath(new URL('RecordMessages.java', folder))
  const args = ['-cp', `${await libsOf(release)}/*`, program, ...messages]
  const { stdout } = await run(java, args, { maxBuffer: 64 << 20 })
  return stdout.trimEnd().split('\n')
}

describe.skipIf(!hasCompiler)('messages recorded from Kafka', () => {
  it.each([KAFKA_3_9, KAFKA_4])('$version', { timeout: 300_000 }, async (release) => {
    const lines = await recordedLines(release.version)
    expect(await written(release, asked(lines))).toEqual(lines)
  })
})
