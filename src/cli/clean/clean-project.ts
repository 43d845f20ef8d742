import { mkdir, rename, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import pLimit from 'p-limit'
import { createGates } from '../../adapters/gates/create-gates.ts'
import { openJournal } from '../../adapters/journal/journal.ts'
import { acquireSupervisorLock } from '../../adapters/journal/supervisor-lock.ts'
import { CzarError, PreconditionError } from '../../core/model/errors.ts'
import type { WorkerId } from '../../core/model/ids.ts'
import type { Project } from '../../core/model/project.ts'
import type { GitPort } from '../../core/ports/git-port.ts'
import type { SavedWork, WorktreeStock } from '../../core/ports/worktree-stock.ts'
import { isReviewer } from '../../core/state/facts/is-reviewer.ts'
import type { State } from '../../core/state/types/state.ts'
import { buildGit } from '../compose/build-git.ts'
import { endSessions } from '../compose/end-sessions.ts'
import { replay } from '../compose/open-czar.ts'
import type { CliIo } from '../io.ts'
import type { ProjectPlace } from '../project/project-place.ts'
import { type Found, refuseBusy, refuseLoss } from './refuse-loss.ts'
import { branchLines, type FailureToRemove, worktreeLines } from './result-lines.ts'

export interface CleanContext {
  readonly env: CliIo['env']
  readonly discard: boolean
  readonly now: number
}

const AT_ONCE = 8

/** Removes what a finished project left behind, and returns lines that say what it did. If any work would be lost, it removes nothing. */
export async function cleanProject(place: ProjectPlace, context: CleanContext): Promise<readonly string[]> {
  const lock = acquireSupervisorLock(place.directory, 'czar clean')
  try {
    const journal = openJournal({ projectDir: place.directory })
    const state = replay(journal)
    journal.close()
    const done = await removeAll(state, place, context)
    return [...done, await archiveJournal(place, context.now)]
  } finally {
    lock.release()
  }
}

/** Inspects everything first, then ends running agents, then saves work, and only then removes anything. */
async function removeAll(state: State, place: ProjectPlace, context: CleanContext): Promise<readonly string[]> {
  const { project } = state
  if (project === null) return endSessions(place, context.env)
  const git = buildGit(project, place, context.env)
  const rules = { discard: context.discard, project }
  let found = await lookAtAll(git, state, project)
  refuseLoss(found, rules)
  const ended = await endSessions(place, context.env)
  // Everything is inspected again, because an agent may have written files before it ended. By now the processes that the agents started
  // have ended too.
  if (ended.length > 0 || found.some(({ stock }) => stock.processes.length > 0)) {
    found = await lookAtAll(git, state, project)
    refuseLoss(found, rules)
  }
  refuseBusy(found, project)
  // The next launch starts a new journal, so it would not find what the checks of this journal left behind.
  await createGates({ owner: place.directory }).endLeftOver()
  await git.pruneProofs()
  const saved = await saveAll(git, found, place)
  const removed = await removeEach(git, found, { saved, repo: project.repo })
  const branches = await git.releaseBranches({ discard: context.discard, project: project.name })
  await rmdir(project.worktreesDir).catch(() => {})
  return [...ended, ...removed, ...branches.flatMap(outcome => branchLines(outcome, project.repo))]
}

async function lookAtAll(git: GitPort, { workers }: State, { worktreesDir }: Project): Promise<readonly Found[]> {
  const limit = pLimit(AT_ONCE)
  // A reviewer's worktree holds no work, and is removed together with the worktrees of checks.
  const workersWithWork = Object.values(workers).filter(worker => !isReviewer(worker))
  return limit.map(workersWithWork, async ({ id, worktree }) => {
    // A czar that was killed may have made the worktree before it could record its path in the journal.
    const path = worktree?.path ?? join(worktreesDir, id)
    return { id, stock: await git.takeStock(path).catch(error => unreadable(path, error)) }
  })
}

/**
 * The entry for a worktree that cannot be read, because of its rights or because its git files are broken. It may hold work, so nothing is
 * removed at all.
 */
function unreadable(path: string, error: unknown): WorktreeStock {
  if (!isOfTheWorktree(error)) throw error
  const why = `it cannot be read: ${error.message}`
  return { path, standing: { kind: 'there' }, losses: [], unsavable: [why], left: [], processes: [] }
}

/** Whether the worktree itself cannot be read. Other errors have their own hint, or are mistakes of czar. */
function isOfTheWorktree(error: unknown): error is Error {
  if (error instanceof CzarError) return error.hint === undefined
  return error instanceof Error && 'syscall' in error
}

/** Saves all work. If some work cannot be saved, this throws before the first folder is removed. */
async function saveAll(
  git: GitPort,
  found: readonly Found[],
  { name }: ProjectPlace,
): Promise<ReadonlyMap<WorkerId, readonly SavedWork[]>> {
  const saved = new Map<WorkerId, readonly SavedWork[]>()
  for (const { id, stock } of found) {
    try {
      saved.set(id, await git.saveWorktree(id, stock.path))
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new PreconditionError(`nothing was removed: work of ${id} cannot be saved`, {
        details: [reason],
        hint: `repair it or move it out of ${stock.path}, then run czar clean -p ${name} again`,
        cause: error,
      })
    }
  }
  return saved
}

async function removeEach(
  git: GitPort,
  found: readonly Found[],
  { saved, repo }: { readonly saved: ReadonlyMap<WorkerId, readonly SavedWork[]>; readonly repo: string },
): Promise<readonly string[]> {
  const lines: string[] = []
  for (const { id, stock } of found) {
    const failure = await git.removeWorktree(stock.path).then(() => null, failureOf)
    lines.push(...worktreeLines(stock, { saved: saved.get(id) ?? [], repo, failure }))
  }
  return lines
}

function failureOf(error: unknown): FailureToRemove {
  if (!(error instanceof CzarError)) throw error
  return { message: [error.message, ...error.details].join('; '), hint: error.hint }
}

/** Moves the project's directory, with its journal and logs, to the archive. It is kept as the record of what happened. */
async function archiveJournal(place: ProjectPlace, now: number): Promise<string> {
  const archive = join(dirname(place.directory), '.archive')
  await mkdir(archive, { recursive: true, mode: 0o700 })
  const target = join(archive, `${place.name}-${new Date(now).toISOString().replace(/[:.]/g, '-')}`)
  await rename(place.directory, target)
  return `journal and logs are in ${target}`
}
