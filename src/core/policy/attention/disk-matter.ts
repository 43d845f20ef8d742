import { bytesText, lowText } from '../../model/disk.ts'
import type { State } from '../../state/types/state.ts'
import type { AttentionMatter } from '../engine/matter.ts'

/** Makes the item about a disk that is nearly full. Agents that run go on, and no new agent starts until a person has made room. */
export function diskMatters({ project, diskLow }: State): readonly AttentionMatter[] {
  if (project === null || diskLow === null) return []
  const reserve = bytesText(project.policy.diskReserve)
  const text = `${lowText(diskLow)}: no new agent is started before there are ${reserve} (disk_reserve)`
  // The text names no path, because the folder for the worktrees may not exist yet.
  return [{ key: 'disk', worker: null, text, hint: 'df -h' }]
}
