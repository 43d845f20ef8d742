import type { CommitSha } from '../../../core/model/ids.ts'
import type { FileChange } from '../../../core/ports/file-change.ts'
import type { WorkFacts } from '../../../core/ports/work-facts.ts'
import type { TaskState } from '../../../core/state/types/task-state.ts'
import { matchGlobs } from '../../../core/territory/match-globs.ts'
import type { Hands } from '../../hands.ts'

/** The changes in the commits of a claimed task. All rules use the same reading of them. */
export interface ClaimedChanges {
  readonly baseline: CommitSha
  readonly commit: CommitSha
  readonly commits: readonly CommitSha[]
  readonly files: readonly string[]
  readonly changes: readonly FileChange[]
  /** Whether the project file gives this path to the worker. */
  readonly isGiven: (path: string) => boolean
}

/** Reads the changes in the commits of a claimed task. null: there is nothing to read. */
export async function readClaimedChanges({ git }: Hands, { owns }: TaskState, work: WorkFacts): Promise<ClaimedChanges | null> {
  const { baseline, commit, commits, files } = work
  if (baseline === null || commit === null || files.length === 0) return null
  const changes = await git.changes(baseline, commit, files)
  return { baseline, commit, commits, files, changes, isGiven: matchGlobs(owns) }
}
