import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide } from '../../../../src/core/policy/decide/decide.ts'
import { isReviewMoving } from '../../../../src/core/policy/review/tend-reviews.ts'
import { undecidedReview } from '../../../../src/core/review/pending-review.ts'
import { isSameFinding } from '../../../../src/core/review/say-finding.ts'
import { aWorker } from '../../../support/builders/a-project.ts'
import { order } from '../../../support/worlds/order.ts'
import { dice } from '../../../support/worlds/random-history.ts'
import { attention, report, say, told } from '../../../support/worlds/story.ts'
import { carryOut, happen, living, restartCzar, settle, type World } from '../../../support/worlds/world.ts'
import { aFinding, aReviewStory, isAwaited, look, prove, reviewOf } from './a-review.ts'

const FINDINGS = [aFinding('wrong', 'shows it'), aFinding('other', 'shows another'), aFinding('lie', 'true'), aFinding('ugly')]

/**
 * One random step of a fleet under review: effects succeed or fail, agents and reviewers act, time passes, or the czar
 * dies.
 */
function step(world: World, commits: { count: number }): void {
  const { chance } = world
  const workers = living(world)
  const worker = workers[chance(Math.max(1, workers.length))]
  const about = worker === undefined ? null : { worker: worker.id, incarnation: worker.incarnation }
  const deed = world.deeds[chance(Math.max(1, world.deeds.length))]
  switch (chance(24)) {
    case 0:
      return restartCzar(world)
    case 1:
      world.now += [1_000, 60_000, 700_000][chance(chance(4) === 0 ? 3 : 2)] ?? 1
      return settle(world)
    case 2:
      if (about !== null && chance(3) === 0)
        happen(world, { kind: 'agent.exited', ...about, how: 'exited', status: 1, signal: null, lastScreen: '' })
      return settle(world)
    case 3:
    case 4:
      if (about !== null) happen(world, { kind: 'agent.ready', ...about, evidence: 'hook', strength: 'exact' })
      return settle(world)
    case 5:
    case 6:
    case 7:
    case 8:
    case 9: {
      if (worker === undefined || about === null) return
      const found = FINDINGS.filter(() => chance(2) === 0)
      const isReviewer = worker.config.reviews !== undefined
      // Any worker may report a review, but only a review by a reviewer counts.
      if (isReviewer || chance(4) === 0) report(world, worker.id, chance(20) === 0 ? 'refuse' : 'review', { findings: found })
      if (!isReviewer) report(world, worker.id, 'done')
      return say(world, { kind: 'agent.turn', ...about, turn: 'idle', waitingFor: null, evidence: 'hook', strength: 'exact', text: null })
    }
    case 10:
      return look(world)
    default: {
      if (deed === undefined) return
      if (deed.action.do !== 'verify') return carryOut(world, deed, chance(12) === 0)
      // After the work, there is a new commit, or still the same commit.
      commits.count += chance(3)
      return prove(world, deed.action.worker, `${deed.action.worker}-${commits.count}`)
    }
  }
}

function checkHistory(world: World): void {
  const asked = told(world, 'review.asked')
  for (const { worker, author, config } of asked) {
    expect(worker).not.toBe(author)
    expect(config.branch).not.toMatch(/^feat\//)
  }
  for (const [assignment, reviews] of Map.groupBy(asked, event => event.assignment)) {
    expect(new Set(reviews.map(({ commit }) => commit)).size, `one review for each commit of ${assignment}`).toBe(reviews.length)
    const counted = reviews.filter(({ worker }) => reviewOf(world, worker).end?.because !== 'overtaken')
    expect(counted.length, 'two rounds').toBeLessThanOrEqual(2)
    expect(reviews.length).toBeLessThanOrEqual(4)
  }
  const returned = told(world, 'review.returned')
  expect(new Set(returned.map(({ review }) => review)).size, 'a review sends its task back once').toBe(returned.length)
  for (const [task, events] of Map.groupBy(returned, event => event.task)) {
    const shown = events.map(({ review }) => reviewOf(world, review).findings.filter(({ outcome }) => outcome === 'shown'))
    expect(shown.every(findings => findings.length > 0)).toBe(true)
    const all = shown.flat()
    const twice = all.filter((finding, at) => all.some((other, before) => before < at && isSameFinding(other, finding)))
    expect(twice, `${task} goes back once for a finding`).toEqual([])
  }
  for (const review of Object.values(world.state.reviews)) if (review.state === 'uncounted') expect(review.findings).toEqual([])
}

/** Whether nothing is missing but a person's decision. */
function areAllLeft({ state, deeds }: World): boolean {
  const isOver = Object.values(state.reviews).every(({ isClosed }) => isClosed)
  return deeds.length === 0 && isOver && Object.values(state.tasks).some(task => undecidedReview(state, task) !== null)
}

/** Plays on without new work: effects succeed, agents are silent, and time passes. */
function fallSilent(world: World): void {
  for (
    let round = 0;
    round < 3_000 && isReviewMoving(world.state) && !areAllLeft(world) && world.state.czar.phase === 'supervising';
    round++
  ) {
    const [deed] = world.deeds
    if (deed !== undefined) {
      carryOut(world, deed, false)
      continue
    }
    const { wakeAt } = decide(world.state, world.now)
    world.now = Math.max(world.now + 60_000, wakeAt ?? 0)
    settle(world)
  }
}

test('over random histories no author reviews itself, no finding returns a task twice, and no review blocks forever without a person', () => {
  let returns = 0
  let rounds = 0
  let left = 0
  fc.assert(
    fc.property(dice, rolls => {
      let position = 0
      const workers = [aWorker('one'), aWorker('two')]
      const world = aReviewStory({ verdict: 'gate' }, { workers, concurrency: 2 })
      Object.assign(world, { chance: (sides: number) => (rolls[position++ % rolls.length] ?? 0) % sides })
      const commits = { count: 0 }
      while (position < rolls.length && world.state.czar.phase === 'supervising') step(world, commits)
      checkHistory(world)
      returns += told(world, 'review.returned').length
      rounds += told(world, 'review.asked').filter(({ round }) => round > 1).length
      fallSilent(world)
      checkHistory(world)
      for (const task of Object.values(world.state.tasks).filter(({ state }) => state === 'verified')) {
        if (undecidedReview(world.state, task) === null) {
          expect(isAwaited(world, task.id)).toBe(false)
          continue
        }
        // A person is asked. After either answer the task goes on.
        left += 1
        expect(attention(world)).toContain(`review:${task.id}`)
        order(world, { verb: 'review', task: task.id, decision: left % 2 === 0 ? 'accept' : 'send back', text: null })
        expect(isAwaited(world, task.id) && undecidedReview(world.state, task) !== null).toBe(false)
      }
      expect(Object.keys(world.state.workers)).toEqual(['one', 'two'])
    }),
    { numRuns: 400, endOnFailure: true },
  )
  // The test would prove nothing without tasks that were sent back and reviewed again.
  expect([returns > 20, rounds > 5, left > 5]).toEqual([true, true, true])
})
