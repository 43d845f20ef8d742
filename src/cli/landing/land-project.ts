import { openJournalReader } from '../../adapters/journal/journal-reader.ts'
import { untriedCommand } from '../../core/landing/tree-tests.ts'
import { whyNotLanded } from '../../core/landing/why-not-landed.ts'
import { PreconditionError, ToolError } from '../../core/model/errors.ts'
import type { CommitSha } from '../../core/model/ids.ts'
import type { Project } from '../../core/model/project.ts'
import { viewTrain } from '../../core/policy/landing/view-train.ts'
import type { LandingPort } from '../../core/ports/landing-port.ts'
import type { State } from '../../core/state/types/state.ts'
import type { TrainState } from '../../core/state/types/train-state.ts'
import { counted } from '../../core/text/counted.ts'
import { plainText } from '../../core/text/plain-text.ts'
import { shellWord } from '../../core/text/shell-word.ts'
import { sayHeld } from '../../core/views/held-work.ts'
import { hintText } from '../../core/views/hint-text.ts'
import { buildGit } from '../compose/build-git.ts'
import { replay } from '../compose/open-czar.ts'
import type { CliIo } from '../io.ts'
import { withProjectName } from '../project/name-project.ts'
import type { ProjectPlace } from '../project/project-place.ts'

export interface LandContext {
  readonly env: CliIo['env']
  /** Whether the base branch of the remote is moved as well. The remote's branch is moved first. */
  readonly push: boolean
}

/** Moves base to the newest tested tree of a project. Returns lines that say what it did. */
export async function landProject(place: ProjectPlace, { env, push }: LandContext): Promise<readonly string[]> {
  const state = readState(place)
  const { project, train } = state
  const left = leftOut(state)
  if (project === null || train === null || train.tested === train.base) throw nothingTested(project, train, left)
  const untried = untriedCommand(state, train)
  if (untried !== null)
    throw new PreconditionError(`nothing can land: \`${untried}\` did not run on the tested tree`, { hint: 'czar merge' })
  const { landing } = buildGit(project, place, env)
  const question = { tip: train.tested, base: train.base }
  const what = `${counted(train.members.length, 'task')} at ${train.tested.slice(0, 8)}: ${train.members.map(({ task }) => task).join(', ')}`
  // Czar pushes nothing to the remote unless it can also move base in this repository.
  const found = await landing.mayLand(question)
  if (found.kind === 'moved') throw notTested(project, train.tested, found.base)
  if (found.kind === 'no_branch' && !(push && found.isRemote)) throw noBranch(project, found.isRemote)
  if (push) await landing.push(remoteOf(project), train.tested).catch(error => orSayNext(error, { project, train, landing }))
  const pushed = push ? [`${project.remote}/${project.base} has ${what}`] : []
  if (found.kind === 'no_branch') return [...pushed, ...left]
  const result = found.kind === 'free' ? await landing.land(question) : found
  if (result.kind === 'landed') return [...pushed, `${project.base} has ${what}`, ...left]
  if (result.kind !== 'checked_out') throw notTested(project, train.tested, result.kind === 'moved' ? result.base : train.base)
  const not = whyNotLanded(result, { base: project.base, tip: train.tested })
  const after = push ? `${pushed.join('')}; here ` : ''
  throw new PreconditionError(`${after}${not?.reason}`, { details: left, hint: `${not?.command}   # ${what}` })
}

/** Names the proven tasks that are not in the tested tree, with the reason and the command that helps. */
function leftOut(state: State): readonly string[] {
  const { aside = [], waiting = [] } = viewTrain(state) ?? {}
  const held = waiting.map(({ task, hint = null, ...why }) => ({ task, text: sayHeld(why), hint }))
  return [...aside.map(({ task, text }) => ({ task, text, hint: null })), ...held].flatMap(({ task, text, hint }) => {
    const next = hint === null ? [] : [`  next: ${hintText(withProjectName(hint, state.project?.name ?? ''))}`]
    return [plainText(`not in it: ${task} ${text}`, 600), ...next]
  })
}

function readState({ directory }: ProjectPlace): State {
  const journal = openJournalReader({ projectDir: directory })
  try {
    return replay(journal)
  } finally {
    journal.close()
  }
}

interface Push {
  readonly project: Project
  readonly train: TrainState
  readonly landing: LandingPort
}

/** Adds a hint to the error of a failed push. */
async function orSayNext(error: unknown, push: Push): Promise<never> {
  if (!(error instanceof ToolError) || error.hint !== undefined) throw error
  const { command, cwd, reason, status, stderr } = error
  throw new ToolError(error.message, { command, cwd, reason, status, stderr, hint: await afterPush(stderr, push), cause: error })
}

/** The command that helps after a failed push. Git writes `[rejected]` about commits that are missing here, and `[remote rejected]` about rights and hooks. */
async function afterPush(stderr: string, { project, train, landing }: Push): Promise<string> {
  const { name, repo, base } = project
  const [git, remote, main] = [`git -C ${shellWord(repo)}`, shellWord(project.remote ?? 'origin'), shellWord(base)]
  if (stderr.includes('[remote rejected]'))
    return `${git} push ${remote} omnibus/${name}   # for a request to merge it, where nobody may push to ${main}`
  if (!stderr.includes('[rejected]'))
    return `${git} push ${remote} ${train.tested.slice(0, 12)}:refs/heads/${main}   # by hand; git may then ask for a password`
  // If base is where it was tested, merging again gives the same tree: only a person can make the two branches one.
  const isSplit = stderr.includes('(non-fast-forward)') && (await landing.lookAtBase([])).base === train.base
  if (isSplit) return `${git} log --oneline --left-right ${main}...${remote}/${main}   # make them one, then: czar merge -p ${name}`
  return `${git} fetch ${remote} && czar merge -p ${name}   # merges and tests on what it has now`
}

function remoteOf({ remote, name }: Project): string {
  if (remote !== null) return remote
  throw new PreconditionError(`project ${name} names no remote, so there is nowhere to push to`, {
    hint: 'write `remote: origin` into the project file',
  })
}

function noBranch({ base }: Project, isRemote: boolean): PreconditionError {
  const text = `${base} is not a local branch, so it cannot be moved`
  return isRemote ? new PreconditionError(text, { hint: 'czar land --push' }) : new PreconditionError(text)
}

function nothingTested(project: Project | null, train: TrainState | null, details: readonly string[]): PreconditionError {
  const mode = project?.policy.merge?.mode ?? 'branches'
  if (project !== null && mode === 'branches') return new PreconditionError('nothing is merged: `policy.merge.mode` is branches')
  const has = train === null ? 'no task is proven yet' : 'no merged tree has passed its tests since base moved'
  return new PreconditionError(`nothing can land: ${has}`, { details, hint: 'czar merge' })
}

/** The error for a tree that was not tested, because only a tested tree may become base. */
function notTested({ base, file }: Project, tip: CommitSha, now: CommitSha): PreconditionError {
  const not = whyNotLanded({ kind: 'moved', base: now }, { base, tip })
  return new PreconditionError(not?.reason ?? '', { hint: `czar launch ${shellWord(file)}   # merges and tests again on the new ${base}` })
}
