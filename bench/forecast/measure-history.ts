import { execFileSync } from 'node:child_process'
import type { CommitSha } from '../../src/core/model/ids.ts'
import type { ForecastPort, Foreseen, Head } from '../../src/core/ports/forecast-port.ts'
import { isNotStored, type MergeOlder } from '../support/older-merge.ts'
import { type HistoryWindow, historyWindows } from './history-windows.ts'

interface PlayedWindow {
  readonly merge: string
  /** Whether the merge had conflicts in the end. */
  readonly ends: boolean
  /** Whether czar foresaw a conflict before the last commit. */
  readonly told: boolean
  /** Whether both branches had changed the same file before the last commit. */
  readonly overlaps: boolean
  /** Whether git's older method of merging reports a conflict between the branches before the last commit. */
  readonly existed: boolean
  /** Whether git's older method of merging, at the time of the forecast, reports the conflict that czar foresaw. */
  readonly wasReal: boolean
  readonly atEnd: AtEnd
}

/** What the two methods of merging say about the two heads that were merged in the end. */
interface AtEnd {
  /** The files in which czar foresees conflicts. */
  readonly foreseen: readonly string[]
  /** The files in conflict for git's older method of merging. */
  readonly real: readonly string[]
  /** Whether both branches changed the same file. */
  readonly overlaps: boolean
}

interface Tools {
  readonly repo: string
  readonly forecast: ForecastPort
  readonly mergeOlder: MergeOlder
}

/**
 * Replays real merges commit by commit. First it makes a forecast of the two heads that were merged, and compares the forecast with git's
 * older method of merging. Then it compares the forecast before the last commit with the merge at the end. If only the last commit causes a
 * conflict, no earlier forecast can show it. So two shares of foreseen conflicts are computed: of all conflicts, and of the conflicts that
 * git's older method already finds before the last commit.
 */
export async function measureHistory(tools: Tools): Promise<readonly object[]> {
  const run = (...args: readonly string[]) =>
    execFileSync('git', ['-C', tools.repo, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 }).trim()
  const windows = historyWindows(run)
  const played: PlayedWindow[] = []
  for (const window of windows) {
    const answers = await tools.forecast.foresee(window.steps.map(([ours, theirs]) => ({ ours: headAt(ours), theirs: headAt(theirs) })))
    const one = answers.some(({ kind }) => kind === 'unknown') ? null : tryWindow(() => playWindow(tools, run, window, answers))
    if (one !== null) played.push(one)
  }
  for (const { merge, ends, told, existed, wasReal, atEnd } of played) {
    sayDifference(merge, atEnd)
    if (ends && existed && !told) process.stdout.write(`missed, though it existed before the last commit: ${merge}\n`)
    if (told && !wasReal) process.stdout.write(`foreseen, and never a conflict for git's older merge: ${merge}\n`)
  }
  return rowsOf(windows.length, played)
}

/** Prints a merge whose forecast differs from git's older method of merging, with the files that only one of them names. */
function sayDifference(merge: string, { foreseen, real }: AtEnd): void {
  const extra = foreseen.filter(file => !real.includes(file))
  const missing = real.filter(file => !foreseen.includes(file))
  if (extra.length + missing.length === 0) return
  const what = foreseen.length === 0 ? 'not foreseen' : real.length === 0 ? 'foreseen, but no conflict' : 'foreseen in other files'
  process.stdout.write(`${what}: ${merge}: too many: ${extra.join(' ') || 'none'}; missing: ${missing.join(' ') || 'none'}\n`)
}

/** Replays one merge. Returns null if the stored repository lacks one of its files. */
function tryWindow(play: () => PlayedWindow): PlayedWindow | null {
  try {
    return play()
  } catch (error) {
    if (isNotStored(error)) return null
    throw error
  }
}

function playWindow(
  { mergeOlder }: Tools,
  run: (...args: readonly string[]) => string,
  { merge, fork, steps }: HistoryWindow,
  answers: readonly Foreseen[],
): PlayedWindow {
  const conflicts = (step: HistoryWindow['steps'][number] | undefined) => step !== undefined && mergeOlder(...step).conflicts.length > 0
  const last = answers.at(-1)
  const ends = last?.kind === 'conflict'
  const first = answers.slice(0, -1).findIndex(({ kind }) => kind === 'conflict')
  const files = (to: string) => run('diff-tree', '-r', '--name-only', '--no-renames', fork, to).split('\n').filter(Boolean)
  const overlap = ([ours = fork, theirs = fork]: readonly string[] = []) => {
    const mine = new Set(files(ours))
    return files(theirs).some(file => mine.has(file))
  }
  const heads = steps.at(-1)
  return {
    merge,
    ends,
    told: first >= 0,
    overlaps: overlap(steps.at(-2)),
    existed: ends && conflicts(steps.at(-2)),
    wasReal: first >= 0 && conflicts(steps[first]),
    atEnd: {
      foreseen: last?.kind === 'conflict' ? last.files.map(({ path }) => path) : [],
      real: heads === undefined ? [] : [...new Set(mergeOlder(...heads).conflicts)],
      overlaps: overlap(heads),
    },
  }
}

function rowsOf(all: number, played: readonly PlayedWindow[]): readonly object[] {
  const count = (test: (window: PlayedWindow) => boolean) => played.filter(test).length
  const both = played.filter(({ atEnd }) => atEnd.foreseen.length > 0 && atEnd.real.length > 0)
  const existed = played.filter(window => window.existed)
  const alarms = played.filter(({ told, ends }) => told && !ends)
  return [
    { what: 'windows', all, conflicts: count(({ ends }) => ends), unknown: all - played.length },
    { what: 'merged heads: conflicts in the same files', all: both.length, hits: both.filter(hasSameFiles).length },
    { what: 'merged heads: foreseen', ...scores(played, ({ atEnd }) => atEnd.foreseen.length > 0, isRealAtEnd) },
    { what: 'merged heads: both changed a file', ...scores(played, ({ atEnd }) => atEnd.overlaps, isRealAtEnd) },
    { what: 'foreseen before the last commit', ...scores(played, ({ told }) => told) },
    { what: 'both changed a file before it', ...scores(played, ({ overlaps }) => overlaps) },
    { what: 'of the conflicts that existed before it', ...scores(existed, ({ told }) => told), precision: '' },
    {
      what: 'conflicts of the last commit alone; of these foreseen earlier',
      all: count(isNew),
      hits: count(one => isNew(one) && one.told),
    },
    {
      what: 'foreseen and gone at the end; conflicts at the time',
      all: alarms.length,
      hits: alarms.filter(({ wasReal }) => wasReal).length,
    },
  ]
}

/** Whether the last commit of one of the branches caused the conflict. */
function isNew({ ends, existed }: PlayedWindow): boolean {
  return ends && !existed
}

/** Whether the two heads that were merged conflict for git's older method of merging. */
function isRealAtEnd({ atEnd }: PlayedWindow): boolean {
  return atEnd.real.length > 0
}

function hasSameFiles({ atEnd: { foreseen, real } }: PlayedWindow): boolean {
  return foreseen.toSorted().join('\0') === real.toSorted().join('\0')
}

function scores(
  windows: readonly PlayedWindow[],
  said: (window: PlayedWindow) => boolean,
  isReal = (window: PlayedWindow) => window.ends,
): object {
  const count = (isSaid: boolean, isTrue: boolean) => windows.filter(window => said(window) === isSaid && isReal(window) === isTrue).length
  const [hits, alarms, misses] = [count(true, true), count(true, false), count(false, true)]
  const percent = (part: number, whole: number) => (whole === 0 ? '-' : `${Math.round((100 * part) / whole)} %`)
  return { precision: percent(hits, hits + alarms), recall: percent(hits, hits + misses), hits, alarms, misses }
}

/** A branch at this commit, without uncommitted work. */
export function headAt(commit: string): Head {
  return { commit: commit as CommitSha, tree: null, path: null }
}
