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
  /** Whether the project file expressly gives this path to the worker. */
  readonly isGiven: (path: string) => boolean
  /** Whether it names this folder itself, and not only a parent. */
  readonly isFolderGiven: (folder: string) => boolean
}

/** Finds, by rule, changes that any reader would stop before a merge; those that may be right are flagged for people. */
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
