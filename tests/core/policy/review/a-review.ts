import type { Finding } from '../../../../src/core/events/review/findings.ts'
import type { CommitSha, WorkerId } from '../../../../src/core/model/ids.ts'
import type { ReviewPolicy } from '../../../../src/core/model/policy/policy.ts'
import type { Project } from '../../../../src/core/model/project.ts'
import { isSure } from '../../../../src/core/policy/facts/work/doubt.ts'
import { awaitsReview } from '../../../../src/core/review/pending-review.ts'
import type { ReviewState } from '../../../../src/core/state/types/review-state.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aProject, aWorker } from '../../../support/builders/a-project.ts'
import { act, begin, getReady, report, say, turn } from '../../../support/worlds/story.ts'
import { createWorld, type World } from '../../../support/worlds/world.ts'

export const WITHIN_MS = 600_000

export function aReviewedProject(review: Partial<ReviewPolicy> = {}, over: Partial<Project> = {}): Project {
  const policy = { by: 'scripted', when: 'proven', verdict: 'gate', tellAuthor: false, withinMs: WITHIN_MS, ...review } as const
  return { ...aProject({ workers: [aWorker('one')], ...over }), policy: { ...aPolicy, review: policy } }
}

export function aReviewStory(review: Partial<ReviewPolicy> = {}, over: Partial<Project> = {}): World {
  return createWorld(aReviewedProject(review, over), () => 0, new Set(['switch_branch', 'look_at_git', 'look_at_children']))
}

/** The state of git when every branch points to its proven commit. */
export function look(world: World): void {
  const proven = Object.values(world.state.tasks).flatMap(({ worker, verified }) =>
    verified === null || worker === null ? [] : [[`feat/${worker}`, verified.commit] as const],
  )
  const standing = Object.fromEntries(proven.map(([, commit]) => [commit, 'current' as const]))
  say(world, { kind: 'git.refs', base: 'base' as CommitSha, branches: Object.fromEntries(proven), standing, kept: [] })
}

/** The worker's claim is proven at this commit, and its branch stays there. */
export function prove(world: World, id: string, commit = `work-${id}`): void {
  const deed = world.deeds.find(({ action }) => action.do === 'verify' && action.worker === id)
  if (deed?.action.do !== 'verify') throw new Error(`nothing of ${id} is being checked`)
  world.deeds.splice(world.deeds.indexOf(deed), 1)
  const { worker, assignment } = deed.action
  const facts = { base: 'base' as CommitSha, reasons: [], checks: [], log: null, tail: '', durationMs: 1 }
  say(
    world,
    { kind: 'verification.finished', worker, assignment, commit: commit as CommitSha, verdict: 'verified', ...facts },
    { kind: 'effect.done', effect: deed.effect },
  )
  turn(world, id, 'idle')
  look(world)
}

/** The worker starts, works, and is proven. */
export function finish(world: World, id: string): void {
  begin(world, id)
  report(world, id, 'done')
  prove(world, id)
}

/** Ends the author's agent, because it has nothing to do and another worker waits for its turn. */
export function leave(world: World, id: string): void {
  if (world.state.workers[id]?.agent != null) act(world, 'end_agent', id)
}

/** The reviewer's agent runs and has its brief. */
export function beginReview(world: World, id = 'review-1'): void {
  act(world, 'prepare_worktree', id)
  act(world, 'start_agent', id)
  getReady(world, id)
  act(world, 'deliver', id)
}

export function aFinding(claim: string, command: string | null = null): Finding {
  const evidence = command === null ? { lines: claim } : { command }
  return { path: 'src/a.ts', line: 1, severity: 'major', claim, evidence }
}

/** The reviewer reports, and czar runs the findings' commands. A command that begins with `shows` fails. */
export function reportReview(world: World, id: string, findings: readonly Finding[]): void {
  report(world, id, 'review', { findings: [...findings] })
  act(world, 'check_findings', id)
}

/** The reviewer's agent ends, and its worktree is removed. */
export function closeReview(world: World, id = 'review-1'): void {
  act(world, 'end_agent', id)
  act(world, 'remove_review', id)
}

/** The author's agent takes up the task that was sent back, claims again, and is proven at this commit. */
export function mend(world: World, id: string, commit: string): void {
  if (world.state.workers[id]?.agent == null) {
    act(world, 'start_agent', id)
    getReady(world, id)
  }
  act(world, 'deliver', id)
  report(world, id, 'done')
  prove(world, id, commit)
}

export function reviewOf(world: World, id = 'review-1'): ReviewState {
  const review = world.state.reviews[id]
  if (review === undefined) throw new Error(`no review ${id}`)
  return review
}

/** Whether the task is not merged because its review is not finished. */
export function isAwaited({ state }: World, id: string): boolean {
  const task = state.tasks[id]
  if (task === undefined) throw new Error(`no task ${id}`)
  return task.state === 'verified' && awaitsReview(state, task, isSure(state))
}

export const one = 'one' as WorkerId
