import type { TaskId } from '../../src/core/model/ids.ts'
import { owedPath, type StageConfig } from '../../src/core/model/stages/stage.ts'
import { stageOf } from '../../src/core/state/facts/stages.ts'
import { contains, treeAt } from '../repository/repository.ts'
import { MINUTE_MS } from '../times.ts'
import type { Activity, Life, Work, World } from '../world.ts'
import { mergeCommit } from './merge-commit.ts'

/** The one file that a stage must deliver and may change. Null: the task is no stage, or the stage delivers commits. */
export function owedBy(world: World, task: TaskId | null): string | null {
  const stage = stageNow(world, task)
  return stage === null ? null : owedPath(stage.owes)
}

function stageNow({ fleet, czar }: World, task: TaskId | null): StageConfig | null {
  return fleet === null || task === null ? null : stageOf(czar.state(), task)
}

/** The command by which a later stage shows a fault of an earlier one. Some stages show faults that do not exist. */
export function shownFault({ world, worker, agent }: Life): { readonly fails?: string } {
  const back = stageNow(world, agent.mind.task)?.backTo ?? null
  if (back === null || worker.tree === null) return {}
  const isFaulty = hasFault(world, worker.tree.head, back.worker as string as TaskId)
  const isShown = isFaulty ? worker.random.chance(0.8) : world.fleet?.accusers.has(worker.id) === true || worker.random.chance(0.05)
  return isShown ? { fails: `npm test -- ${back.worker} --case 1` } : {}
}

/** Whether the work of a task in this commit has a fault that its own commands do not find. */
export function hasFault({ repository }: World, commit: Parameters<typeof treeAt>[1], task: TaskId): boolean {
  return (treeAt(repository, commit).parts.get(task)?.blindFaults ?? 0) > 0
}

/** Merges the proven work of the stage before, when the stage begins again. Some agents forget it. */
export function* mergeBefore(life: Life): Activity {
  const { world, worker, agent } = life
  if (stageNow(world, agent.mind.task) === null || !worker.random.chance(0.9)) return
  yield* mergeNeeded(life)
}

function* mergeNeeded(life: Life): Activity {
  const { world, worker, agent } = life
  const state = world.czar.state()
  const before = (state.tasks[agent.mind.task ?? '']?.after ?? []).flatMap(id => state.tasks[id]?.verified?.commit ?? [])
  // A later stage may show a fault at a commit that contains more than the proven work.
  const shown = Object.values(state.tasks).flatMap(({ id, sentBack }) =>
    sentBack !== undefined && stageOf(state, id)?.backTo?.worker === worker.id ? [sentBack.fault.commit] : [],
  )
  for (const commit of [...before, ...shown]) {
    if (worker.tree === null || contains(world.repository, worker.tree.head, commit)) continue
    yield world.conduct.minutesOfMerge * MINUTE_MS
    if (worker.agent !== agent) return
    mergeCommit(life, commit)
  }
}

/** The worker of an earlier stage mends the fault that a later stage has shown. */
export function hearStage({ world, worker }: Life, work: Work, text: string): void {
  if (text.includes('shows that this work is wrong') && worker.random.chance(world.conduct.mendsFault)) work.blindFaults = 0
}

/** A rejected stage merges the work that its commit lacks. */
export function* mendStage(life: Life): Activity {
  if (stageNow(life.world, life.agent.mind.task) === null) return
  yield* mergeNeeded(life)
}
