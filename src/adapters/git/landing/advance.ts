import type { CommitSha } from '../../../core/model/ids.ts'
import type { AdvanceQuestion } from '../../../core/ports/landing-port.ts'
import { recordedStart, resolveCommit, startReference } from '../refs/start-reference.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit, runGit } from '../repository/run-git.ts'
import { holderOf } from './holder-of.ts'

/**
 * Moves the train's branch to a tested commit, unless another program moves it at the same time. Czar records the start of this branch as
 * of every branch that it creates. By this record czar recognises the branch as its own, and `czar clean` removes it once base contains it.
 * If the branch is not czar's, was not moved by czar last, or is checked out, it stays as it is.
 */
export async function advance(
  repository: Repository,
  { branch, from, to, base }: AdvanceQuestion,
): Promise<{ readonly refused: string | null }> {
  const { now, start, refused } = await lookAtBranch(repository, { branch, from, to })
  if (now === to || refused !== null) return { refused }
  const holder = now === null ? null : await holderOf(repository, branch)
  if (holder !== null) return { refused: `${branch} is checked out in ${holder}: check out another branch there` }
  const record = start === null ? `create ${startReference(repository, branch)} ${base}\n` : ''
  const move = now === null ? `create refs/heads/${branch} ${to}\n` : `update refs/heads/${branch} ${to} ${now}\n`
  const call = { input: `${record}${move}` }
  await runGit(repository, ['update-ref', '--create-reflog', '-m', MOVED, '--stdin'], call)
  return { refused: null }
}

/** Finds out where the branch is, and why it is no longer czar's own branch. */
async function lookAtBranch(repository: Repository, { branch, from, to }: Omit<AdvanceQuestion, 'base'>) {
  const now = await resolveCommit(repository, `refs/heads/${branch}`)
  if (now === to || now === null) return { now, start: now === null ? await recordedStart(repository, branch) : null, refused: null }
  const start = await recordedStart(repository, branch)
  const isOurs = start !== null && (now === from || (await movedLast(repository, branch, now)))
  return { now, start, refused: isOurs ? null : sayMoved(branch, { now, from, isOurs: start !== null }) }
}

/**
 * The reason why a branch that czar left at `tip` is no longer czar's own: it was moved. Returns null if it was not moved, or if it is
 * gone.
 */
export async function whoMoved(repository: Repository, branch: string, tip: CommitSha): Promise<string | null> {
  return (await lookAtBranch(repository, { branch, from: tip, to: tip })).refused
}

const MOVED = 'czar: tested'

/** Whether czar itself moved the branch to this commit, and died before it could record the move. */
async function movedLast(repository: Repository, branch: string, tip: CommitSha): Promise<boolean> {
  const args = ['log', '-g', '-1', '--format=%H %gs', `refs/heads/${branch}`, '--']
  return (await askGit(repository, args, { answers: [128] })) === `${tip} ${MOVED}`
}

function sayMoved(branch: string, { now, from, isOurs }: { now: CommitSha; from: CommitSha | null; isOurs: boolean }): string {
  const at = `${branch} is at ${now.slice(0, 8)}`
  if (!isOurs) return `${at} and czar did not make it: rename it, or give the project another name`
  if (from === null) return `${at}, and no train of this project put it there: rename or delete it`
  return `${at}, and czar left it at ${from.slice(0, 8)}: it was moved, and not by czar. Rename it, or set it back`
}
