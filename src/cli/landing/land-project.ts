import { openJournalReader } from '../../adapters/journal/journal-reader.ts'
import { PreconditionError } from '../../core/model/errors.ts'
import type { CommitSha } from '../../core/model/ids.ts'
import type { Project } from '../../core/model/project.ts'
import type { State } from '../../core/state/types/state.ts'
import type { TrainState } from '../../core/state/types/train-state.ts'
import { counted } from '../../core/text/counted.ts'
import { shellWord } from '../../core/text/shell-word.ts'
import { buildGit } from '../compose/build-git.ts'
import { replay } from '../compose/open-czar.ts'
import type { CliIo } from '../io.ts'
import type { ProjectPlace } from '../project/project-place.ts'

export interface LandContext {
  readonly env: CliIo['env']
  /** true: moves the remote's base branch first. */
  readonly push: boolean
}

/** Puts the newest tested tree of a project on base; returns what it did, in lines. */
export async function landProject(place: ProjectPlace, { env, push }: LandContext): Promise<readonly string[]> {
  const { project, train } = readState(place)
  if (project === null || train === null || train.tested === train.base) throw nothingTested(project, train)
  const { landing } = buildGit(project, place, env)
  const tip = train.tested
  const what = `${counted(train.members.length, 'task')} at ${tip.slice(0, 8)}: ${train.members.map(({ task }) => task).join(', ')}`
  if (push) await pushTo(project, () => landing.push(project.remote ?? '', { tip }))
  const pushed = push ? [`${project.remote}/${project.base} has ${what}`] : []
  const result = await landing.land({ tip })
  switch (result.kind) {
    case 'landed':
      return [...pushed, `${project.base} has ${what}`]
    case 'no_branch':
      if (push) return pushed
      throw new PreconditionError(`${project.base} is no branch here, so it cannot be moved`, {
        hint: push ? undefined : 'czar land --push',
      })
    case 'moved':
      throw notTested(project, tip, result.base)
    case 'checked_out': {
      const hint = `git -C ${shellWord(result.path)} merge --ff-only ${tip.slice(0, 12)}   # ${what}`
      throw new PreconditionError(`${project.base} is checked out in ${result.path}, and czar never changes a checkout of yours`, { hint })
    }
  }
}

function readState({ directory }: ProjectPlace): State {
  const journal = openJournalReader({ projectDir: directory })
  try {
    return replay(journal)
  } finally {
    journal.close()
  }
}

async function pushTo({ remote, name }: Project, send: () => Promise<void>): Promise<void> {
  if (remote !== null) return send()
  throw new PreconditionError(`project ${name} names no remote, so there is nowhere to push to`, {
    hint: 'write `remote: origin` into the project file',
  })
}

function nothingTested(project: Project | null, train: TrainState | null): PreconditionError {
  const mode = project?.policy.merge?.mode ?? 'branches'
  if (mode === 'branches') return new PreconditionError('nothing is merged: `policy.merge.mode` is branches')
  const has = train === null ? 'no task is proven yet' : 'no merged tree has passed its tests since base moved'
  return new PreconditionError(`nothing can land: ${has}`, { hint: 'czar merge' })
}

/** Only the tree that was tested may land. */
function notTested({ base, file }: Project, tip: CommitSha, now: CommitSha): PreconditionError {
  const text = `${base} is at ${now.slice(0, 8)}, which the tested tree ${tip.slice(0, 8)} does not contain: together they are untested`
  return new PreconditionError(text, { hint: `czar launch ${shellWord(file)}   # merges and tests again on the new ${base}` })
}
