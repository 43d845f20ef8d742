import { judgeArtefact } from '../../../core/claims/judge-artefact.ts'
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

/** The reasons why a commit is not what its stage owes: it lacks the work of the stages before, or its file is not complete. */
export async function checkStage(hands: Pick<Hands, 'git'>, claim: StageClaim, commit: CommitSha): Promise<readonly string[]> {
  const stage = stageOf(claim.state, claim.task.id)
  if (stage === null) return []
  const path = owedPath(stage.owes)
  const missing = await missingWork(hands, claim, commit)
  return [...missing, ...(path === null ? [] : judgeArtefact(stage.owes, await hands.git.fileAt(commit, path)))]
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
