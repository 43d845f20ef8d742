import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClock } from '../../adapters/clock.ts'
import type { Event, Journaled } from '../../core/events/event.ts'
import { boarding } from '../../core/landing/boarding.ts'
import { lossAbove } from '../../core/landing/content-loss.ts'
import { mayJoin } from '../../core/landing/may-join.ts'
import { type MergePlan, mergePlan } from '../../core/landing/merge-plan.ts'
import { ON_DEMAND, whyUnsure } from '../../core/policy/landing/tend-train.ts'
import type { GitPort } from '../../core/ports/git-port.ts'
import { fold } from '../../core/state/fold.ts'
import type { State } from '../../core/state/types/state.ts'
import { inTrainMode } from '../../supervisor/merge-now.ts'
import { createRefsSensor } from '../../supervisor/sensors/git/refs-sensor.ts'
import { buildGit } from '../compose/build-git.ts'
import type { CliIo } from '../io.ts'
import type { ProjectPlace } from '../project/project-place.ts'
import { chooseTasks, type WantedTasks } from './choose-tasks.ts'

export interface PlannedMerge extends MergePlan {
  /** The commit of base on which the merged tree would be built. */
  readonly base: string
}

/**
 * Works out what `czar merge` would do. The merges are only tried, and their git objects go to a separate folder, so nothing in the
 * repository changes.
 */
export async function planMerge(
  place: ProjectPlace,
  known: State,
  { env, wanted }: { readonly env: CliIo['env']; readonly wanted: WantedTasks },
): Promise<PlannedMerge> {
  const state = inTrainMode(known)
  const { project } = state
  if (project === null) throw new RangeError('no project')
  const quarantine = await mkdtemp(join(tmpdir(), 'czar-merge-'))
  try {
    return await planIn(buildGit(project, place, env, { quarantine }), state, wanted)
  } finally {
    await rm(quarantine, { recursive: true, force: true })
  }
}

async function planIn(git: GitPort, known: State, wanted: WantedTasks): Promise<PlannedMerge> {
  const { landing } = git
  const { base } = await landing.lookAtBase([])
  const seen = await withRefs(git, known)
  const choice = chooseTasks(seen, wanted)
  const asked = suppose(seen, { kind: 'train.asked', base, ...choice })
  const state = asked.train?.base === base ? asked : suppose(asked, { kind: 'train.begun', base })
  const { train } = state
  if (train === null) throw new RangeError('no train')
  const commits = boarding(state, train, task => ON_DEMAND.mayBoard(state, task))
  const { members, leftOut } = await landing.chain({
    base,
    onto: train.tested,
    commits,
    without: [],
    beside: train.members,
    joins: mayJoin(state, commits),
    findLost: files => lossAbove(state.project?.policy.merge?.contentLoss ?? 1, files),
  })
  const plan = mergePlan(state, { train, chained: members, leftOut, whyUnsure: task => whyUnsure(state, task) })
  return { ...plan, base }
}

/** The state with the present commits of base and of the branches, read as `czar merge` reads them. */
async function withRefs(git: GitPort, known: State): Promise<State> {
  let state = known
  const observe = (...events: readonly Event[]) => {
    for (const event of events) state = suppose(state, event)
  }
  const hands = { git, clock: createClock(), log: { info: () => {}, warn: () => {} } }
  const refs = createRefsSensor({ hands, state: () => state, observe, isOnDemand: true })
  await refs.look()
  refs.close()
  return state
}

/** The state as it would be if this event had happened. */
function suppose(state: State, event: Event): State {
  return fold(state, { ...event, seq: state.seq + 1, at: state.at } as Journaled)
}
