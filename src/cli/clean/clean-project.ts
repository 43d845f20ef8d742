import { mkdir, rename, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createGates } from '../../adapters/gates/create-gates.ts'
import { openJournal } from '../../adapters/journal/journal.ts'
import { acquireSupervisorLock } from '../../adapters/journal/supervisor-lock.ts'
import { counted } from '../../core/model/counted.ts'
import { PreconditionError } from '../../core/model/errors.ts'
import type { GitPort } from '../../core/model/git-port.ts'
import { shellWord } from '../../core/model/shell-word.ts'
import type { State } from '../../core/model/state.ts'
import type { WorkerState } from '../../core/model/worker-state.ts'
import { buildGit } from '../compose/build-git.ts'
import { endSessions } from '../compose/end-sessions.ts'
import { replay } from '../compose/open-czar.ts'
import type { CliIo } from '../io.ts'
import type { ProjectPlace } from '../project-place.ts'

export interface CleanContext {
  readonly env: CliIo['env']
  readonly discard: boolean
  readonly now: number
}

/** Removes what a project that is over left behind; returns what was done, in lines. Nothing is removed when anything would be lost. */
export async function cleanProject(place: ProjectPlace, context: CleanContext): Promise<readonly string[]> {
  const lock = acquireSupervisorLock(place.directory)
  try {
    const journal = openJournal({ projectDir: place.directory })
    const state = replay(journal)
    journal.close()
    const done = await removeAll(state, place, context)
    return [...done, await putAside(place, context.now)]
  } finally {
    lock.release()
  }
}

/** Looks first, then ends what still runs in the worktrees, then removes them. */
async function removeAll(state: State, place: ProjectPlace, context: CleanContext): Promise<readonly string[]> {
  if (state.project === null) return endSessions(place, context.env)
  const git = buildGit(state.project, place, context.env)
  const workers = Object.values(state.workers)
  if (!context.discard) await refuseAnyLoss(git, workers, state.project.name)
  const lines = [...(await endSessions(place, context.env))]
  // A later czar begins a journal of its own, and looks for nothing that this one left.
  await createGates({ owner: place.directory }).endLeftOver()
  await git.pruneProofs()
  for (const worker of workers) {
    // A czar that was killed may have made it without having said so.
    const path = worker.worktree?.path ?? join(state.project.worktreesDir, worker.id)
    const saved = await git.rescue(worker.id, path).catch(() => null)
    const dropped = context.discard ? await droppedBranch(git, worker, state.project.repo) : []
    await git.removeWorktree(worker.id, path, { discard: context.discard })
    if (worker.worktree !== null)
      lines.push(`removed ${path}${saved === null ? '' : `; what was not committed is in ${saved}`}`, ...dropped)
  }
  for (const branch of await git.forgetBranches()) lines.push(`kept branch ${branch} with its work`)
  await rmdir(state.project.worktreesDir).catch(() => {})
  return lines
}

/** Names the tip of a branch that goes with work in it, so that who regrets it can have it back. */
async function droppedBranch(git: GitPort, { worktree }: WorkerState, repo: string): Promise<readonly string[]> {
  const activity = worktree === null ? null : await git.activity(worktree.path, worktree.startSha).catch(() => null)
  if (activity === null || activity.branch === null || activity.commitsSinceStart === 0) return []
  const { branch, head } = activity
  return [`dropped branch ${branch}: git -C ${shellWord(repo)} branch ${shellWord(branch)} ${head} brings it back`]
}

/** All or nothing: every worktree is looked at before the first is removed. */
async function refuseAnyLoss(git: GitPort, workers: readonly WorkerState[], project: string): Promise<void> {
  const losses: string[] = []
  for (const { id, worktree } of workers) {
    if (worktree === null) continue
    const activity = await git.activity(worktree.path, worktree.startSha).catch(() => null)
    if (activity === null) continue
    if (activity.dirty > 0) losses.push(`${id}: ${counted(activity.dirty, 'uncommitted path')} in ${worktree.path}`)
    if (activity.branch === null && activity.commitsSinceStart > 0)
      losses.push(`${id}: ${counted(activity.commitsSinceStart, 'commit')} on no branch in ${worktree.path}`)
  }
  if (losses.length === 0) return
  throw new PreconditionError('nothing was removed: work would be lost', {
    details: losses,
    hint: `commit it there, or give it up, and the branches with it: czar clean -p ${project} --discard`,
  })
}

/** The journal is history: it is moved out of the way, not deleted. */
async function putAside(place: ProjectPlace, now: number): Promise<string> {
  const archive = join(dirname(place.directory), '.archive')
  await mkdir(archive, { recursive: true, mode: 0o700 })
  const target = join(archive, `${place.name}-${new Date(now).toISOString().replace(/[:.]/g, '-')}`)
  await rename(place.directory, target)
  return `journal and logs are in ${target}`
}
