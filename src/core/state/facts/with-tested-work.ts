import type { CommitSha } from '../../model/ids.ts'
import type { TrainState } from '../types/train-state.ts'

/**
 * Returns the commits and, if one of them is a tip of the train, also the proven commits that this tip contains. Events name only the tip,
 * so that they stay small.
 */
export function withTestedWork(train: TrainState | null, commits: readonly CommitSha[]): readonly CommitSha[] {
  const named = new Set(commits)
  const members = train?.members ?? []
  const held = members.slice(0, members.findLastIndex(({ merge }) => named.has(merge)) + 1)
  return held.length === 0 ? commits : [...new Set([...commits, ...held.map(({ commit }) => commit)])]
}
