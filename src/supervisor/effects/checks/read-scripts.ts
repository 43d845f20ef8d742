import type { Scripts } from '../../../core/claims/gates/gate-words.ts'
import type { CommitSha } from '../../../core/model/ids.ts'
import type { Hands } from '../../hands.ts'

/** The commands that check a claimed task, and the scripts of package.json in the commit from which the task began. */
export interface Gates {
  readonly commands: readonly string[]
  readonly scripts: Scripts
}

/** The scripts of the package.json files that these folders have in a commit. */
export async function readScripts(git: Hands['git'], commit: CommitSha, folders: readonly string[]): Promise<Scripts> {
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
    // An invalid package.json contains no scripts. The accept command will report the error itself.
    return {}
  }
}
