import { findContent } from '../../../core/claims/content/find-content.ts'
import { givenFolders } from '../../../core/claims/content/given-folders.ts'
import type { ProofFinding } from '../../../core/claims/finding.ts'
import type { TaskState } from '../../../core/state/types/task-state.ts'
import type { Hands } from '../../hands.ts'
import type { ClaimedChanges } from './claimed-changes.ts'

/** Judges by rules whether claimed work adds content that any human reviewer would refuse. */
export async function findUnwanted(
  { git }: Hands,
  { path, task }: { readonly path: string; readonly task: TaskState },
  { isGiven, changes, ...claimed }: ClaimedChanges,
): Promise<readonly ProofFinding[]> {
  const content = await git.content({ path, ...claimed })
  return findContent({ changes, content, task: task.text.text, isGiven, isFolderGiven: givenFolders(task.owns) })
}
