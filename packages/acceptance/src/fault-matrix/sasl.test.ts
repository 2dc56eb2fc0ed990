import { type Fault, SaslUsers } from '@perigee/fleet'
import { beforeAll, describe, expect, it } from 'vitest'
import { table } from './expectations.ts'
import { leavesNothing } from './leaves-nothing.ts'
import { openRig, type RigOptions } from './rig.ts'
import { ALL_WELL, asking, byCollector, connectionsLeft, verdicts, warmUp } from './rows.ts'

leavesNothing()
beforeAll(warmUp)

const HANDSHAKE = 17
const AUTHENTICATE = 36

const SECURED: RigOptions = {
  sasl: { users: new SaslUsers({ console: 'secret' }), mechanisms: ['SCRAM-SHA-256'] },
  credentials: { mechanism: 'SCRAM-SHA-256', username: 'console', password: 'secret' },
}

/** What happens while the console logs in, on every broker. */
const LOGIN: readonly (readonly [name: string, apiKey: number, fault: Fault, told: string])[] = [
  ['credentials refused', AUTHENTICATE, { kind: 'authentication-failure' }, 'authentication'],
  ['mechanism unanswered', HANDSHAKE, { kind: 'late', byMs: 60_000 }, 'timeout'],
  ['token unanswered', AUTHENTICATE, { kind: 'late', byMs: 60_000 }, 'timeout'],
  ['reset at the mechanism', HANDSHAKE, { kind: 'reset' }, 'closed'],
  ['reset at the token', AUTHENTICATE, { kind: 'reset' }, 'closed'],
  ['cut in mid-token', AUTHENTICATE, { kind: 'cut-in-answer', afterBytes: 9 }, 'closed'],
  ['hanging in mid-token', AUTHENTICATE, { kind: 'hang-in-answer', afterBytes: 9 }, 'timeout'],
  ['noise for a mechanism', HANDSHAKE, { kind: 'garbage' }, 'garbage'],
  ['noise for a token', AUTHENTICATE, { kind: 'garbage' }, 'garbage'],
  ['another answer', AUTHENTICATE, { kind: 'wrong-correlation-id' }, 'garbage'],
  ['an answer too large', AUTHENTICATE, { kind: 'oversized', claimedBytes: 100 << 20 }, 'garbage'],
]

describe.concurrent('logging in fails', () => {
  it.each(LOGIN)('%s', async (_name, apiKey, fault, told) => {
    await using rig = await openRig(SECURED)
    const console = asking(rig)
    for (const { faults } of rig.nodes) faults.add({ fault, apiKey })
    expect(verdicts(await console.read())).toEqual(byCollector(() => told))
    for (const { faults } of rig.nodes) faults.clear()
    expect(verdicts(await console.readAgain())).toEqual(ALL_WELL)
    await console.close()
    expect({ connections: await connectionsLeft(rig), mistakes: rig.mistakes() }).toEqual({
      connections: 0,
      mistakes: 0,
    })
  })

  it.each([
    ['a wrong password', { mechanism: 'SCRAM-SHA-256', username: 'console', password: 'guess' }],
    ['a user that nobody knows', { mechanism: 'SCRAM-SHA-256', username: 'nobody', password: 'secret' }],
    ['a mechanism that is not offered', { mechanism: 'PLAIN', username: 'console', password: 'secret' }],
  ] as const)('%s', async (_name, credentials) => {
    await using rig = await openRig(SECURED)
    const console = asking({ ...rig, open: () => rig.open(credentials) })
    expect(verdicts(await console.read())).toEqual(byCollector(() => 'authentication'))
    await console.close()
    expect(await connectionsLeft(rig)).toBe(0)
  })

  it('no credentials: the listener closes, and the failure says why that may be', async () => {
    await using rig = await openRig(SECURED)
    const console = asking({ ...rig, open: () => rig.open(null) })
    const outcomes = await console.read()
    expect(verdicts(outcomes)).toEqual(byCollector(() => 'closed'))
    expect(outcomes.registry).toMatchObject({ failure: { message: expect.stringMatching(/may require SASL/) } })
    await console.close()
    expect(await connectionsLeft(rig)).toBe(0)
  })
})

const [refused] = table(`
fault                registry            quorum  topology            topic-configs  broker-configs      log-dirs        end-offsets
credentials-refused  row:authentication  ok      gap:authentication  ok             gap:authentication  authentication  gap:authentication
`)

it('one broker of three refuses: the others tell what they know', async () => {
  await using rig = await openRig(SECURED)
  const console = asking(rig)
  rig.nodes[0]?.faults.add({ fault: { kind: 'authentication-failure' } })
  expect(verdicts(await console.read())).toEqual(refused?.cells)
  rig.nodes[0]?.faults.clear()
  expect(verdicts(await console.readAgain())).toEqual(ALL_WELL)
  await console.close()
  expect(await connectionsLeft(rig)).toBe(0)
})
