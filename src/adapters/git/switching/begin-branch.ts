import type { CommitSha } from '../../../core/model/ids.ts'
import type { SwitchSpec } from '../../../core/ports/git-port.ts'
import { baseCommit } from '../refs/base-commit.ts'
import { commitsBeyond } from '../refs/commits-beyond.ts'
import { mergeStart } from '../refs/merge-start.ts'
import { createBranches, recordedStart, startReference } from '../refs/start-reference.ts'
import type { Repository } from '../repository/repository.ts'
import { runGit } from '../repository/run-git.ts'
import { folded } from '../repository/similar-names.ts'
import { listWorktrees } from '../worktrees/list-worktrees.ts'
import { candidates, isFreeName, type KnownBranches, knownBranches } from './free-branch.ts'

/**
 * Creates the branch for a new attempt at a task, and returns its name. This is the wanted name, or the next similar name that is not
 * used. If czar created a branch and was killed, and no agent has worked on it, that branch is used.
 */
export function beginBranch(repository: Repository, spec: SwitchSpec, here: string | null): Promise<string> {
  return repository.lock(async () => {
    const known = await knownBranches(repository)
    const taken = new Set([spec.leaves, ...spec.taken].map(folded))
    for (const name of candidates(spec.branch, known)) {
      if (taken.has(folded(name))) continue
      // Czar was killed after it had switched to the branch and before it could record that.
      if (name === here && (await recordedStart(repository, name)) !== null) return name
      if (isFreeName(name, known)) {
        await createBranches(repository, [{ branch: name, start: await startCommit(repository, spec) }])
        return name
      }
      if (await beginAgain(repository, spec, { name, known })) return name
    }
    throw new Error(`no free name like ${spec.branch} was found for a branch`)
  })
}

/** The proven commit from which the branch starts. If base already contains it, the branch starts from base. */
async function startCommit(repository: Repository, { onto, includes }: SwitchSpec): Promise<CommitSha> {
  const base = await baseCommit(repository)
  const start = onto === null || (await commitsBeyond(repository, [onto], base)).size === 0 ? base : onto
  return mergeStart(repository, start, includes)
}

/**
 * Uses an existing branch of this project that has no commits yet and is not checked out. It may then start from another commit than
 * before.
 */
async function beginAgain(
  repository: Repository,
  spec: SwitchSpec,
  { name, known }: { readonly name: string; readonly known: KnownBranches },
): Promise<boolean> {
  const tip = known.heads.get(name)
  const start = await recordedStart(repository, name)
  if (tip === undefined || start !== tip || (await listWorktrees(repository)).some(({ branch }) => branch === name)) return false
  const next = await startCommit(repository, spec)
  const lines = [`update ${startReference(repository, name)} ${next} ${start}`, `update refs/heads/${name} ${next} ${start}`]
  await runGit(repository, ['update-ref', '--stdin'], { input: `${lines.join('\n')}\n` })
  return true
}
