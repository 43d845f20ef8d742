import type { CheckedTasks } from '../../../config/check-tasks.ts'
import { realDisk } from '../../../config/real-disk.ts'
import { judgeArtefact } from '../../../core/claims/judge-artefact.ts'
import type { StageTask } from '../../../core/events/stages/stage-task.ts'
import type { CommitSha } from '../../../core/model/ids.ts'
import { own } from '../../../core/model/own.ts'
import { isInBase } from '../../../core/model/refs-state.ts'
import { owedPath } from '../../../core/model/stages/stage.ts'
import { stageOf } from '../../../core/state/facts/stages.ts'
import type { State } from '../../../core/state/types/state.ts'
import type { TaskState } from '../../../core/state/types/task-state.ts'
import type { Hands } from '../../hands.ts'

interface StageClaim {
  readonly state: State
  readonly task: TaskState
}

type StageHands = Pick<Hands, 'git' | 'texts' | 'clock'>

/**
 * The reasons why a commit is not what its stage must deliver: the commit lacks the work of earlier stages, or the stage's file is not
 * complete.
 */
export async function checkStage(hands: StageHands, claim: StageClaim, commit: CommitSha): Promise<readonly string[]> {
  const stage = stageOf(claim.state, claim.task.id)
  if (stage === null) return []
  const path = owedPath(stage.owes)
  const missing = await missingWork(hands, claim, commit)
  const content = path === null ? null : await hands.git.fileAt(commit, path)
  const isLink = path !== null && content !== null && (await hands.git.isLink(commit, path))
  const faults = path === null ? [] : isLink ? [sayLink(path)] : judgeArtefact(stage.owes, content)
  const tasks = faults.length === 0 && content !== null ? await readTasks(hands, claim, content) : null
  return [...missing, ...faults, ...(tasks !== null && 'problems' in tasks ? tasks.problems : [])]
}

/** Refuses a symbolic link, because the next stage and the brief read the file from git, which does not follow links. */
function sayLink(path: string): string {
  return `This stage must deliver the file ${path}, and your commit has a symbolic link there: commit the file itself.`
}

/** The tasks that a proven stage planned. Null: the stage delivers no tasks. */
export async function plannedTasks(hands: StageHands, claim: StageClaim, commit: CommitSha): Promise<readonly StageTask[] | null> {
  const owes = stageOf(claim.state, claim.task.id)?.owes
  const content = owes?.kind === 'tasks' ? await hands.git.fileAt(commit, owes.path) : null
  const read = content === null ? null : await readTasks(hands, claim, content)
  return read !== null && 'tasks' in read ? read.tasks : null
}

/** Reads the list of a stage with `owes: tasks`. Null: the stage delivers no tasks. */
async function readTasks({ texts, clock }: StageHands, { state, task }: StageClaim, content: string): Promise<CheckedTasks | null> {
  const planner = own(state.workers, task.id)
  if (planner?.config.stage?.owes.kind !== 'tasks') return null
  const { checkTasks } = await import('../../../config/check-tasks.ts')
  return checkTasks(content, { state, planner: planner.id, roles: texts.roles, disk: realDisk(), now: clock.now() })
}

/** The proven work of the stage before, if the commit does not contain it. */
export async function missingWork({ git }: Pick<Hands, 'git'>, { state, task }: StageClaim, commit: CommitSha): Promise<readonly string[]> {
  const stage = stageOf(state, task.id)
  if (stage === null || stage.number === 1) return []
  const needed = task.after.flatMap(id => {
    const proven = own(state.tasks, id)?.verified?.commit
    const isLanded = proven !== undefined && isInBase(own(state.refs?.standing ?? {}, proven))
    return proven === undefined || isLanded ? [] : [{ id, proven }]
  })
  const contained = await git.builtOn(
    commit,
    needed.map(({ proven }) => proven),
  )
  return needed
    .filter(({ proven }) => !contained.includes(proven))
    .map(({ id, proven }) => `Your branch does not contain the proven work of ${id}: git merge --no-edit ${proven.slice(0, 12)}.`)
}
