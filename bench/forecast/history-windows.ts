/** Runs git in the repository, and returns its output. */
type RunGit = (...args: readonly string[]) => string

/** Two branches of a history that were worked on at the same time, until they were merged. */
export interface HistoryWindow {
  readonly merge: string
  readonly fork: string
  /** The newest commits of both branches after each commit, in order of time. The last pair was merged. */
  readonly steps: readonly (readonly [string, string])[]
}

const MERGES = 600
/** The bench uses at most this many steps of a history, the newest ones. */
const MOST_STEPS = 15

/** Finds merges of two branches that each have more than one commit, newest first. */
export function historyWindows(run: RunGit): readonly HistoryWindow[] {
  const merges = run('rev-list', '--all', '--merges', '--parents', '--timestamp')
    .split('\n')
    .map(line => line.split(' '))
  return merges.slice(0, MERGES).flatMap(([, merge = '', ...parents]) => {
    const [left = '', right = ''] = parents
    if (parents.length !== 2) return []
    const forks = forksOf(run, left, right)
    const [fork = ''] = forks
    if (forks.length !== 1 || fork === '' || fork === left || fork === right) return []
    const steps = stepsOf(run, fork, [left, right])
    return steps.length < 2 ? [] : [{ merge, fork, steps }]
  })
}

/** Finds the commits at which the two branches parted. It is empty if they have no common history. */
function forksOf(run: RunGit, left: string, right: string): readonly string[] {
  try {
    return run('merge-base', '--all', left, right).split('\n')
  } catch {
    return []
  }
}

/** The commits of both branches, ordered by time. Commits that were merged into a branch from elsewhere are left out. */
function stepsOf(run: RunGit, fork: string, tips: readonly [string, string]): HistoryWindow['steps'] {
  const commits = tips.flatMap((tip, side) =>
    run('rev-list', '--timestamp', '--first-parent', '--reverse', `${fork}..${tip}`)
      .split('\n')
      .map(line => ({ seconds: Number(line.split(' ')[0]), commit: line.split(' ')[1] ?? '', side })),
  )
  const heads = [fork, fork]
  const steps = commits
    .sort((one, other) => one.seconds - other.seconds)
    .flatMap(({ commit, side }) => {
      heads[side] = commit
      const [ours = fork, theirs = fork] = heads
      return ours === fork || theirs === fork ? [] : [[ours, theirs] as const]
    })
  const last = steps.slice(0, -1).slice(-MOST_STEPS + 1)
  return steps.length === 0 ? [] : [...last, tips]
}
