import type { FileChange } from '../../ports/file-change.ts'
import type { WorkContent } from '../../ports/work-content.ts'
import type { ProofFinding } from '../finding.ts'
import { findExits } from './find-exits.ts'
import { findForeignFiles } from './find-foreign-files.ts'
import { findHollowHelpers } from './find-hollow-helpers.ts'
import { findLinks } from './find-links.ts'
import { findLost } from './find-lost.ts'
import { findSecrets } from './find-secrets.ts'

export interface ContentQuestion {
  readonly changes: readonly FileChange[]
  readonly content: WorkContent
  /** The whole text of the task. */
  readonly task: string
  /** Whether the project file assigns this path to the worker (`owns`). */
  readonly isGiven: (path: string) => boolean
  /** Whether `owns` in the project file names this folder itself, and not only a folder around it. */
  readonly isFolderGiven: (folder: string) => boolean
}

/** Finds changes that a reviewer would not merge. A change that may be right does not reject the claim, and is only reported to people. */
export function findContent(question: ContentQuestion): readonly ProofFinding[] {
  const { changes, content } = question
  return [
    ...findSecrets(content.secrets),
    ...findLinks(content.links),
    ...findForeignFiles(question),
    ...findLost(question),
    ...findHollowHelpers(question),
    ...findExits(changes),
  ]
}
