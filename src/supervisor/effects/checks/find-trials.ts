import { changedGates, findTrials, type GateTrial, isSameText } from '../../../core/claims/gates/find-trials.ts'
import { namedPaths } from '../../../core/claims/gates/gate-words.ts'
import { isShellScript, runFiles } from '../../../core/claims/gates/run-files.ts'
import type { CommitSha } from '../../../core/model/ids.ts'
import type { TaskState } from '../../../core/state/types/task-state.ts'
import type { Hands } from '../../hands.ts'
import type { ClaimedChanges } from './claimed-changes.ts'
import type { Gates } from './read-scripts.ts'

/** The commands to run once more, and the commit that has the earlier versions of the files that these commands run. */
export interface Trials {
  readonly baseline: CommitSha
  readonly trials: readonly GateTrial[]
}

/** If scripts run other scripts, this many levels are followed. Real projects have fewer levels. */
const DEPTH = 4

/**
 * Reads the files that the accept commands run. Returns the commands that must run again with the earlier version of these files, because
 * the claimed work changes them.
 */
export async function readTrials(
  { git }: Hands,
  { text, owns }: TaskState,
  { commands, scripts }: Gates,
  { baseline, commit, changes }: ClaimedChanges,
): Promise<Trials> {
  const task = text.text
  const suspects = changedGates({ changes, owns, task, commands })
  if (suspects.length === 0 || commands.length === 0) return { baseline, trials: [] }
  const before = new Map<string, string>()
  const run = await readRun(git, { commands, scripts, baseline, before })
  const named = new Set([...run, ...namedPaths(commands, scripts)])
  const paths = suspects.map(({ path }) => path).filter(path => named.has(path))
  const unread = paths.filter(path => !before.has(path))
  for (const [path, content] of await readFiles(git, baseline, unread)) before.set(path, content)
  const after = await readFiles(git, commit, paths)
  const differing = suspects.filter(({ path }) => named.has(path) && !isSameText(before.get(path), after.get(path)))
  return { baseline, trials: findTrials({ commands, changes: differing, scripts, before, owns, task }) }
}

interface Run extends Gates {
  readonly baseline: CommitSha
  /** The shell scripts that have been read so far, with their text before the work. */
  readonly before: Map<string, string>
}

/** Returns the files that the commands run, directly or through other scripts. */
async function readRun(git: Hands['git'], { commands, scripts, baseline, before }: Run): Promise<readonly string[]> {
  const asked = new Set<string>()
  for (let depth = 0; ; depth++) {
    const run = commands.flatMap(command => [...runFiles({ command, scripts, texts: before })])
    const unknown = [...new Set(run)].filter(path => isShellScript(path) && !asked.has(path))
    if (unknown.length === 0 || depth === DEPTH) return run
    for (const path of unknown) asked.add(path)
    for (const [path, content] of await readFiles(git, baseline, unknown)) before.set(path, content)
  }
}

async function readFiles(git: Hands['git'], commit: CommitSha, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const read = async (path: string) => [path, await git.fileAt(commit, path)] as const
  const found = await Promise.all(paths.map(read))
  return new Map(found.filter((entry): entry is [string, string] => entry[1] !== null))
}
