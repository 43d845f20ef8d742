import type { CommitSha } from '../../../src/core/model/ids.ts'
import { act, aStory, begin, report, say, turn, verdict, workerOf } from '../../support/worlds/story.ts'
import { observed, type World } from '../../support/worlds/world.ts'

/** A world in which worker one claims to be done, and czar is checking the claim. */
export function claim(): World {
  const world = aStory()
  begin(world, 'one')
  report(world, 'one', 'done')
  return world
}

/** The claim is rejected. The worker makes this number of commits before it claims again. */
export function rejectOnce(world: World, commits: number): void {
  verdict(world, 'one', 'rejected', ['a test fails'])
  turn(world, 'one', 'idle')
  act(world, 'deliver', 'one')
  commit(world, commits)
  report(world, 'one', 'done')
}

/** New commits of worker one, as git reports them. */
export function commit(world: World, commits: number): void {
  const event = observed(workerOf(world, 'one'), 'work' as CommitSha)
  if (event.kind !== 'git.observed') throw new Error('no worktree')
  const before = workerOf(world, 'one').git?.commitsSinceStart ?? 0
  say(world, { ...event, activity: { ...event.activity, commitsSinceStart: before + commits } })
}
