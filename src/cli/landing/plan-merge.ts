import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Event, Journaled } from '../../core/events/event.ts'
import { boarding } from '../../core/landing/boarding.ts'
import { lossAbove } from '../../core/landing/content-loss.ts'
import { mayJoin } from '../../core/landing/may-join.ts'
import { type MergePlan, mergePlan } from '../../core/landing/merge-plan.ts'
import type { RefsState } from '../../core/model/refs-state.ts'
import { ON_DEMAND, whyUnsure } from '../../core/policy/landing/tend-train.ts'
import type { LandingPort } from '../../core/ports/landing-port.ts'
import { allProven } from '../../core/state/facts/worked-branches.ts'
import { fold } from '../../core/state/fold.ts'
import type { State } from '../../core/state/types/state.ts'
import { inTrainMode } from '../../supervisor/merge-now.ts'
import { buildGit } from '../compose/build-git.ts'
import type { CliIo } from '../io.ts'
import type { ProjectPlace } from '../project/project-place.ts'
import { chooseTasks, type WantedTasks } from './choose-tasks.ts'

export interface PlannedMerge extends MergePlan {
  /** The commit of base on which the merged tree would be built. */
  readonly base: string
}

/**
 * What `czar merge` would do. The merges are only tried, and their objects go to a separate folder, so nothing in the
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
    const { landing } = buildGit(project, place, env, { quarantine })
    return await planIn(landing, state, wanted)
  } finally {
    await rm(quarantine, { recursive: true, force: true })
  }
}

async function planIn(landing: LandingPort, known: State, wanted: WantedTasks): Promise<PlannedMerge> {
  const looked = await withBase(landing, known)
  const { base } = looked
  const choice = chooseTasks(looked.state, wanted)
  const asked = suppose(looked.state, { kind: 'train.asked', base, ...choice })
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

/** The state with base as it is now. If a commit is gone, its standing counts as unknown. */
async function withBase(landing: LandingPort, state: State): Promise<{ readonly state: State; readonly base: PlannedBase }> {
  const { base, standing: now } = await landing.lookAtBase(allProven(state))
  const standing = Object.entries(now).flatMap(([commit, how]) => {
    const before = state.refs?.standing[commit]
    if (how === 'gone') return []
    return [[commit, how === 'landed' ? 'landed' : (before ?? 'behind')] as const]
  })
  const refs: RefsState = {
    branches: {},
    kept: [],
    unproven: {},
    ...state.refs,
    base: { commit: base, at: state.at },
    standing: Object.fromEntries(standing),
  }
  return { state: { ...state, refs }, base }
}

type PlannedBase = Awaited<ReturnType<LandingPort['lookAtBase']>>['base']

/** The state after an event that is only assumed. */
function suppose(state: State, event: Event): State {
  return fold(state, { ...event, seq: state.seq + 1, at: state.at } as Journaled)
}
