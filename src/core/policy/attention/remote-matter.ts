import type { State } from '../../state/types/state.ts'
import { plainText } from '../../text/plain-text.ts'
import { shellWord } from '../../text/shell-word.ts'
import type { AttentionMatter } from '../engine/matter.ts'

/** Makes the item about a remote from which czar cannot fetch. The workers go on, but a person may want to repair it. */
export function remoteMatters({ project, unreachable }: State): readonly AttentionMatter[] {
  if (project === null || project.remote === null || unreachable === null) return []
  const { remote, repo } = project
  const text = `remote ${remote} cannot be fetched, so the fleet works with what was fetched before: ${plainText(unreachable, 600)}`
  return [{ key: 'remote', worker: null, text, hint: `git -C ${shellWord(repo)} fetch ${shellWord(remote)}` }]
}
