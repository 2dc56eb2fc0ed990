import { type Assessment, assessInSlices, type ClusterFacts, judgeCluster } from '@perigee/domain'
import { clusterFacts } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { FakeClock, settle } from '../polling/clock.fake.ts'
import { ClusterJudge } from './cluster-judge.ts'

/** The registry read again at a moment. */
function readAt(facts: ClusterFacts, observedAt: number): ClusterFacts {
  return { ...facts, registry: { ...facts.registry, observedAt } }
}

function judging(first: ClusterFacts) {
  const clock = new FakeClock()
  const book = { facts: first }
  const bugs: unknown[] = []
  const state = { meanwhile: () => {}, judged: () => {} }
  const judge = new ClusterJudge({
    judgement: {
      judgeCluster(...parts) {
        state.judged()
        return judgeCluster(...parts)
      },
      *assessInSlices(facts): Generator<undefined, Assessment | null> {
        state.meanwhile()
        return yield* assessInSlices(facts)
      },
    },
    clock,
    facts: () => book.facts,
    remembered: () => new Map(),
    bootstrapCount: 1,
    past: () => ({ listings: new Map(), reigns: [] }),
    onset: () => null,
    heldBefore: () => false,
    onBug: (error) => bugs.push(error),
    onJudged: () => {},
  })
  return { clock, book, judge, state, bugs }
}

// It once was shown at once, with the assessment of before it, and then replaced by what was read earlier.
test('what is read while news are being assessed is not shown before them, and no reading goes back in time', async () => {
  const usual = clusterFacts()
  const { clock, book, judge, state, bugs } = judging(readAt(usual, 1_000))
  judge.touch('registry', 'news')
  await settle()
  const seen = [judge.facts.registry.observedAt]
  const shown: unknown[] = []
  const changed = clusterFacts({ silent: [3] })
  // The same topology object: only the registry tells news.
  book.facts = readAt({ ...changed, topology: usual.topology }, 2_000)
  state.meanwhile = () => {
    state.meanwhile = () => {}
    book.facts = readAt(book.facts, 3_000)
    judge.touch('registry', 'routine')
    seen.push(judge.facts.registry.observedAt)
    shown.push(judge.facts.registry.value)
  }
  judge.touch('registry', 'news')
  await clock.advance(1_000)
  seen.push(judge.facts.registry.observedAt)
  await clock.advance(6_000)
  seen.push(judge.facts.registry.observedAt)
  expect(bugs).toEqual([])
  expect(shown).toEqual([usual.registry.value])
  expect(seen).toEqual([1_000, 1_000, 3_000, 3_000])
  judge.stop()
})

// A last slice, the reasons, the judgement and the history were one piece, and held up a large cluster's console.
test('what follows the assessment has a turn of the event loop to itself', async () => {
  const { judge, state, bugs } = judging(clusterFacts())
  const seen: string[] = []
  state.meanwhile = () => {
    seen.push('assessed')
    setImmediate(() => seen.push('others'))
  }
  state.judged = () => seen.push('judged')
  judge.touch('registry', 'news')
  await settle()
  expect(seen.slice(0, 3)).toEqual(['assessed', 'others', 'judged'])
  expect(bugs).toEqual([])
  judge.stop()
})
