import type { State } from '../../state/types/state.ts'
import { plainText } from '../../text/plain-text.ts'
import { shellWord } from '../../text/shell-word.ts'
import type { AttentionMatter } from '../engine/matter.ts'

/** The item about a remote that cannot be fetched. It stops no worker, but a person may want to fix it. */
export function remoteMatters({ project, unreachable }: State): readonly AttentionMatter[] {
  if (project === null || project.remote === null || unreachable === null) return []
  const { remote, repo } = project
  const text = `remote ${remote} cannot be fetched, so the fleet works with what was fetched before: ${plainText(unreachable, 600)}`
  return [{ key: 'remote', worker: null, text, hint: `git -C ${shellWord(repo)} fetch ${shellWord(remote)}` }]
}
