import { bytesText } from '../model/disk.ts'
import { shellWord } from '../model/shell-word.ts'
import type { State } from '../model/state.ts'
import type { Matter } from './worker-matters.ts'

/** A disk that is nearly full ends nobody; new agents wait until a person has made room. */
export function diskMatters({ project, diskLow }: State): readonly Matter[] {
  if (project === null || diskLow === null) return []
  const { path, free } = diskLow
  const reserve = bytesText(project.policy.diskReserve)
  const text = `only ${bytesText(free)} are free on the disk of ${path}: no new agent is started before there are ${reserve} (disk_reserve)`
  return [{ key: 'disk', worker: null, text, hint: `df -h ${shellWord(path)}` }]
}
