import type { CommitSha } from '../../core/model/ids.ts'
import { findChangedGates } from '../../core/policy/proof/find-changed-gates.ts'
import { findDilution } from '../../core/policy/proof/find-dilution.ts'
import type { Finding } from '../../core/policy/proof/finding.ts'
import { gateFolders, type Scripts } from '../../core/policy/proof/gate-words.ts'
import type { Hands } from '../hands.ts'
import type { ClaimedChanges } from './claimed-changes.ts'

/** Judges by rule what a claim's own commits did to tests and gates. */
export async function findWeakening(
  { git }: Hands,
  accept: readonly string[],
  { baseline, commit, changes, isGiven }: ClaimedChanges,
): Promise<readonly Finding[]> {
  const folders = gateFolders(accept)
  const [before, after] = await Promise.all([readScripts(git, baseline, folders), readScripts(git, commit, folders)])
  return [...findChangedGates({ commands: accept, changes, before, after, isGiven }), ...findDilution(changes, isGiven)]
}

async function readScripts(git: Hands['git'], commit: CommitSha, folders: readonly string[]): Promise<Scripts> {
  const read = async (folder: string) => [folder, scriptsIn(await git.fileAt(commit, packageFile(folder)))] as const
  return new Map(await Promise.all(folders.map(read)))
}

function packageFile(folder: string): string {
  return folder === '' ? 'package.json' : `${folder}/package.json`
}

function scriptsIn(text: string | null): Readonly<Record<string, string>> {
  try {
    const scripts: unknown = JSON.parse(text ?? '{}')?.scripts
    const entries = typeof scripts === 'object' && scripts !== null ? Object.entries(scripts) : []
    return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
  } catch {
    // A package.json that is no JSON runs no script: the accept command itself says so.
    return {}
  }
}
