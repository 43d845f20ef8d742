import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'

export interface OlderMerge {
  /** The merged tree. It is null if the two commits conflict. */
  readonly tree: string | null
  readonly conflicts: readonly string[]
}

/** Merges two commits with `git merge -s recursive`, which shares no code with the merge that czar uses. */
export type MergeOlder = (ours: string, theirs: string) => OlderMerge

/**
 * Clones a repository to `folder`, and merges there in a checkout that has only the files in conflict, because a stored repository may lack
 * its largest files. Returns the path of the clone.
 */
export function cloneForMerges(repository: string, folder: string): { readonly repo: string; readonly mergeOlder: MergeOlder } {
  const [repo, judge] = [join(folder, 'repo'), join(folder, 'judge')]
  execFileSync('git', ['clone', '-q', '--shared', '--mirror', repository, repo])
  execFileSync('git', ['-C', repo, 'config', 'gc.auto', '0'])
  execFileSync('git', ['-C', repo, 'worktree', 'add', '-q', '--detach', '--no-checkout', judge])
  execFileSync('git', ['-C', judge, 'sparse-checkout', 'set', '--no-cone', '/none'])
  return { repo, mergeOlder: (ours, theirs) => mergeIn(judge, ours, theirs) }
}

function mergeIn(judge: string, ours: string, theirs: string): OlderMerge {
  const git = (...args: readonly string[]) => spawnSync('git', ['-C', judge, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 })
  git('checkout', '-q', '--force', '--detach', ours)
  const config = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com', '-c', 'commit.gpgSign=false']
  const merged = git(...config, 'merge', '-q', '-s', 'recursive', '--no-commit', '--no-ff', theirs)
  const conflicts = git('ls-files', '-u', '-z').stdout.split('\0').filter(Boolean)
  const { status, stdout } = git('write-tree')
  git('reset', '-q', '--hard')
  git('clean', '-fdxq')
  if ((merged.status ?? 128) > 1) throw new Error(`git merge of ${theirs} into ${ours}: ${merged.stderr}`)
  return { tree: status === 0 ? stdout.trim() : null, conflicts: conflicts.map(line => line.split('\t')[1] ?? '') }
}

/** Whether a merge failed because the stored repository lacks a file. */
export function isNotStored(error: unknown): boolean {
  return error instanceof Error && /unable to read|cannot read object/.test(error.message)
}
