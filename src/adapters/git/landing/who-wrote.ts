import type { CommitSha, TaskId } from '../../../core/model/ids.ts'
import type { LineQuestion } from '../../../core/ports/landing-port.ts'
import { isAncestor } from '../refs/start-reference.ts'
import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'

/**
 * The task whose own commit wrote a line of the tested work. A task that builds on another task contains the other task's commits too. So
 * if several tasks contain the commit, it belongs to the one that builds on none of the others.
 */
export async function whoWrote(repository: Repository, { work, path, line }: LineQuestion): Promise<TaskId | null> {
  const commit = await lastChangeOf(repository, { work, path, line })
  if (commit === null) return null
  const contains = await Promise.all(work.members.map(member => isAncestor(repository, commit, member.commit)))
  const holders = work.members.filter((_, index) => contains[index])
  for (const holder of holders) {
    const others = holders.filter(other => other.commit !== holder.commit)
    const below = await Promise.all(others.map(other => isAncestor(repository, other.commit, holder.commit)))
    if (!below.includes(true)) return holder.task
  }
  return null
}

/** The commit after base that changed the line last. Null: base already had the line, or there is no such line. */
async function lastChangeOf(repository: Repository, { work: { tip, base }, path, line }: LineQuestion): Promise<CommitSha | null> {
  // The user's settings may name commits to skip, and programs that show a file as another text.
  const blame = ['blame', '--porcelain', '--no-ignore-revs-file', '--no-textconv', '-L', `${line},${line}`]
  const { status, stdout } = await runGit(repository, [...blame, `${base}..${tip}`, '--', path], { answers: [128], isFixed: true })
  if (status !== 0 || /^boundary$/m.test(stdout)) return null
  return (/^[0-9a-f]{40,64}/.exec(stdout)?.[0] as CommitSha | undefined) ?? null
}
