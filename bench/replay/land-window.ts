import { execFileSync } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { omnibusBranch } from '../../src/core/landing/omnibus-branch.ts'
import type { CommitSha, ProjectName } from '../../src/core/model/ids.ts'
import { aPolicy } from '../../tests/support/builders/a-policy.ts'
import { aProject, aWorker } from '../../tests/support/builders/a-project.ts'
import { mergeProven, provenState } from '../support/merge-proven.ts'
import type { MergeOlder } from '../support/older-merge.ts'
import type { MergeWindow } from './windows.ts'

/** What became of one branch of a group. */
export type MemberEnd =
  /** The branch came to base with the same tree that the merge has in the history. */
  | 'same'
  /**
   * The branch came to base with another tree than in the history, but git's older method of merging gives this tree too. So people changed
   * something in the merge itself, or the branch builds on such a change.
   */
  | 'edited'
  /** The branch came to base with a tree that nothing explains. */
  | 'different'
  /** The branch was left out because of conflicts, in the same files as with git's older method of merging. */
  | 'conflict'
  /** The branch was left out because it contains another branch that was left out. */
  | 'needs'
  /** The branch was left out because of conflicts, but git's older method of merging conflicts in other files. */
  | 'other files'

export interface PlayedWindow {
  readonly ends: readonly MemberEnd[]
  /** Whether base is at the newest tested commit. */
  readonly hasLanded: boolean
  /** Whether the branches give the same tree when they are merged in the reverse order. It is null if one of them conflicts. */
  readonly isOrderFree: boolean | null
}

/**
 * Treats a group of branches as proven work: merges and tests it in a bare clone, as czar does, and then moves base to the result. It
 * writes its files to `folder`.
 */
export async function landWindow(
  { repo, folder, mergeOlder }: { readonly repo: string; readonly folder: string; readonly mergeOlder: MergeOlder },
  { base, merges }: MergeWindow,
  number: number,
): Promise<PlayedWindow> {
  const git = (...args: readonly string[]) => execFileSync('git', ['-C', repo, ...args], { encoding: 'utf8' }).trim()
  git('update-ref', 'refs/heads/base', base)
  const root = await mkdtemp(join(folder, 'run-'))
  const workers = merges.map((_, at) => aWorker(`w${at}`, { accept: ['true'] }))
  const merge = { mode: 'omnibus', test: [], contentLoss: 0.1, additions: 'return' } as const
  const name = `window-${number}` as ProjectName
  const project = aProject({ name, repo, base: 'base', worktreesDir: join(root, 'trees'), workers, policy: { ...aPolicy, merge } })
  const tips = merges.map(({ tip }) => tip as CommitSha)
  const played = await mergeProven(project, provenState(project, base as CommitSha, tips), root, { isBare: true })
  const { train } = played.state
  if (train === null) throw new RangeError('there is no train')
  const landed = await played.git.landing.land({ tip: train.tested, base: train.base })
  const ends: MemberEnd[] = []
  let before = base
  for (const [at, branch] of merges.entries()) {
    const member = train.members.find(({ task }) => task === `w${at}`)
    const truth = mergeOlder(before, branch.tip)
    if (member !== undefined) {
      const tree = git('rev-parse', `${member.merge}^{tree}`)
      ends.push(tree === git('rev-parse', `${branch.merge}^{tree}`) ? 'same' : tree === truth.tree ? 'edited' : 'different')
      before = member.merge
      continue
    }
    const aside = train.aside[`w${at}`]
    if (aside?.because === 'needs') ends.push('needs')
    else ends.push(sameFiles(aside?.files ?? [], truth.conflicts) ? 'conflict' : 'other files')
  }
  const order = tips.map((commit, at) => ({ task: `w${at}` as never, commit, at })).reverse()
  const question = { base: base as CommitSha, onto: base as CommitSha, without: [], beside: [], joins: false, findLost: () => [] }
  const isWhole = train.members.length === merges.length
  const reversed = isWhole ? (await played.git.landing.chain({ ...question, commits: order })).members.at(-1)?.merge : undefined
  const treeOf = (commit: string) => git('rev-parse', `${commit}^{tree}`)
  const hasLanded = landed.kind === 'landed' && git('rev-parse', 'refs/heads/base') === train.tested
  git('update-ref', '-d', `refs/heads/${omnibusBranch(project)}`)
  return { ends, hasLanded, isOrderFree: isWhole ? reversed !== undefined && treeOf(reversed) === treeOf(train.tested) : null }
}

function sameFiles(files: readonly string[], others: readonly string[]): boolean {
  return [...new Set(files)].sort().join('\0') === [...new Set(others)].sort().join('\0')
}
