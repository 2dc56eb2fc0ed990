import { expect, test } from 'vitest'
import { offendingArrows } from './arrows.ts'
import type { RoomManifest, SourceFile } from './sources.ts'

const manifest = (room: string, names: readonly string[], exports = ['.']): RoomManifest => ({
  room,
  dependencies: new Set(names),
  devDependencies: new Set(['jsdom']),
  doors: new Set(exports),
})
const MANIFESTS = [
  manifest('contract', ['zod'], ['.', './constants']),
  manifest('domain', []),
  manifest('sources', ['@platformatic/kafka']),
  manifest('server', ['fastify', 'zod']),
  manifest('web', ['react']),
]

function offences(path: string, text: string): string[] {
  const file: SourceFile = { path, room: path.split('/')[1] ?? '', text, isTest: path.includes('.test.') }
  return offendingArrows([file], MANIFESTS)
}

test.each([
  ['apps/web/src/app/x.ts', `import { assess } from '@perigee/domain'`, 'web may not import domain'],
  ['apps/web/src/app/x.ts', `import { join } from 'node:path'`, 'no Node modules in this room'],
  ['apps/web/src/app/x.ts', `import { topicSchema } from '@perigee/contract'`, 'types and constants only'],
  ['packages/domain/src/x.ts', `import type { Topic } from '@perigee/contract'`, 'domain may not import contract'],
  ['packages/domain/src/x.ts', `import { z } from 'zod'`, "not among this room's packages"],
  ['packages/sources/src/x.ts', `import { loadConfig } from '@perigee/config'`, 'types only'],
  ['packages/sources/src/x.ts', `import { now } from '@perigee/store'`, 'sources may not import store'],
  ['packages/links/src/x.ts', `import { API } from '@perigee/contract'`, 'types only'],
  ['apps/server/src/x.ts', `import { startKRaftCluster } from '@perigee/lab'`, 'server may not import lab'],
  ['apps/server/src/x.ts', `import { deep } from '@perigee/domain/src/deep.ts'`, 'past the door'],
  ['apps/server/src/x.ts', `import { deep } from '../../../packages/domain/src/deep.ts'`, 'a path out of the room'],
  ['apps/server/src/x.ts', `import { FakeClock } from './clock.fake.ts'`, 'only tests may import it'],
  ['apps/server/src/x.ts', `import left from 'left-pad'`, "not in the room's package.json"],
  ['apps/server/src/features/topics/view.ts', `import type { FastifyReply } from 'fastify'`, 'a view knows no HTTP'],
  ['apps/server/src/features/topics/view.ts', `import { readFile } from 'node:fs'`, 'a view is pure'],
  ['packages/store/src/x.test.ts', `import { view } from '@perigee/server'`, 'store may not import server'],
  ['packages/newroom/src/x.ts', `import { a } from '@perigee/domain'`, 'no line in the door table'],
])('refuses in %s: %s', (path, text, reason) => {
  const found = offences(path, text)
  expect(found).toHaveLength(1)
  expect(found[0]).toContain(reason)
  expect(found[0]).toContain(`${path}:1`)
})

test.each([
  ['apps/web/src/app/x.ts', `import { API, type Topic } from '@perigee/contract'`],
  ['apps/web/src/app/x.ts', `import { STATUSES } from '@perigee/contract/constants'`],
  ['apps/web/src/app/x.test.ts', `import { join } from 'node:path'`],
  ['packages/sources/src/x.ts', `import type { TlsConfig } from '@perigee/config'`],
  ['apps/server/src/x.test.ts', `import { FakeClock } from './clock.fake.ts'`],
  ['packages/sources/src/x.integration.test.ts', `import { startKRaftCluster } from '@perigee/lab'`],
  ['packages/domain/src/x.test.ts', `import fc from 'fast-check'\nimport { test } from 'vitest'`],
  ['apps/server/src/app.ts', `import { assess } from '@perigee/domain'\nimport { createServer } from 'node:http'`],
  ['apps/server/src/features/topics/view.ts', `import { urlOf } from '../../wire/hrefs.ts'`],
])('allows in %s: %s', (path, text) => {
  expect(offences(path, text)).toEqual([])
})
