/** Runs git in the repository and returns its output. */
export type RunGit = (...args: readonly string[]) => string

/** Branches that people worked on at the same time and merged one after the other. */
export interface MergeWindow {
  /** The commit before the first merge. */
  readonly base: string
  readonly merges: readonly MergedBranch[]
}

export interface MergedBranch {
  /** The merge commit in the history. */
  readonly merge: string
  /** The newest commit of the branch that the merge commit merged. */
  readonly tip: string
}

const MOST_MEMBERS = 12

/**
 * Finds the newest groups of branches that were worked on at the same time. A group is a row of merges on the main branch. No branch of a
 * group contains another merge of the group.
 */
export function windowsOf(git: RunGit, most: number): readonly MergeWindow[] {
  const lines = git('rev-list', '--all', '--merges', '--parents', '--topo-order').split('\n').filter(Boolean)
  const parents = new Map(lines.map(line => line.split(' ')).map(([merge = '', ...rest]) => [merge, rest]))
  const used = new Set<string>()
  const windows: MergeWindow[] = []
  for (const newest of parents.keys()) {
    if (windows.length >= most) break
    const run: MergedBranch[] = []
    let merge = newest
    for (;;) {
      const [first = '', tip = '', ...more] = parents.get(merge) ?? []
      if (used.has(merge) || tip === '' || more.length > 0 || run.length >= MOST_MEMBERS) break
      // A branch that contains this merge began after it, so the group ends here.
      if (run.some(later => isIn(git, merge, later.tip)) || isIn(git, tip, first)) break
      run.unshift({ merge, tip })
      used.add(merge)
      merge = first
    }
    const base = run[0] === undefined ? '' : (parents.get(run[0].merge)?.[0] ?? '')
    if (run.length > 1 || (run[0] !== undefined && !isIn(git, base, run[0].tip))) windows.push({ base, merges: run })
  }
  return windows
}

/** Whether a commit is the other commit or one of its ancestors. */
function isIn(git: RunGit, commit: string, other: string): boolean {
  return git('merge-base', commit, other) === commit
}
