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
 * Makes the branch of a new attempt and returns its name: the wanted one, or the next that is free. Adopts a branch that a killed czar
 * made, if no agent worked on it.
 */
export function beginBranch(repository: Repository, spec: SwitchSpec, here: string | null): Promise<string> {
  return repository.lock(async () => {
    const known = await knownBranches(repository)
    const taken = new Set([spec.leaves, ...spec.taken].map(folded))
    for (const name of candidates(spec.branch, known)) {
      if (taken.has(folded(name))) continue
      // The czar was killed after the switch and before it could record it.
      if (name === here && (await recordedStart(repository, name)) !== null) return name
      if (isFreeName(name, known)) {
        await createBranches(repository, [{ branch: name, start: await startCommit(repository, spec) }])
        return name
      }
      if (await beginAgain(repository, spec, { name, known })) return name
    }
    throw new Error('the names of branches have no end')
  })
}

/** The proven commit, or base if base already contains that commit. */
async function startCommit(repository: Repository, { onto, includes }: SwitchSpec): Promise<CommitSha> {
  const base = await baseCommit(repository)
  const start = onto === null || (await commitsBeyond(repository, [onto], base)).size === 0 ? base : onto
  return mergeStart(repository, start, includes)
}

/**
 * Reuses a branch of this project that is still at its start and is not checked out. The new start may be another
 * commit.
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
