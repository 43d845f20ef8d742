import { bytesText, lowText } from '../../model/disk.ts'
import type { State } from '../../state/types/state.ts'
import type { AttentionMatter } from '../engine/matter.ts'

/** The item about a nearly full disk. Running agents continue; new agents wait until a person has made room. */
export function diskMatters({ project, diskLow }: State): readonly AttentionMatter[] {
  if (project === null || diskLow === null) return []
  const reserve = bytesText(project.policy.diskReserve)
  const text = `${lowText(diskLow)}: no new agent is started before there are ${reserve} (disk_reserve)`
  // The message names no path, because the folder of the worktrees may not exist yet.
  return [{ key: 'disk', worker: null, text, hint: 'df -h' }]
}
