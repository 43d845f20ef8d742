import type { ForeseenFile, Hunk } from '../../core/events/forecast-event.ts'
import { own } from '../../core/model/own.ts'
import type { State } from '../../core/state/types/state.ts'
import { plainText } from '../../core/text/plain-text.ts'
import type { ForeseenConflict, WorkersConflict } from '../../core/views/forecast.ts'
import { isoTime } from './iso-time.ts'

const PATH = 300
const LINE = 200

/**
 * The conflicts that czar expects between unfinished tasks, for people and programs. Work that was finished since czar last looked for
 * conflicts is left out.
 */
export function viewConflicts({ forecast, workers, assignments }: Pick<State, 'forecast' | 'workers' | 'assignments'>): ForeseenConflict[] {
  const open = new Set<string | null>(Object.values(workers).flatMap(({ assignment }) => own(assignments, assignment ?? '')?.task ?? []))
  return forecast
    .filter(({ one, other }) => open.has(one) || open.has(other))
    .map(({ one, other, kind, at, files }) => ({
      one,
      other,
      kind,
      since: isoTime(at),
      files: files.map(viewFile),
    }))
}

/**
 * The conflicts of a worker, in the order in which they were found. They are those of its open task with other work, and those of its
 * proven tasks with other workers' unfinished work. So both workers of a conflict show it, even after one of them is done.
 */
export function conflictsOf(
  { forecast, tasks }: Pick<State, 'forecast' | 'tasks'>,
  { worker, open }: { readonly worker: string; readonly open: string | null },
): WorkersConflict[] {
  const holderOf = (task: string | null) => own(tasks, task ?? '')?.worker
  const isInProgress = (task: string | null) => own(tasks, task ?? '')?.state === 'assigned'
  return forecast.flatMap(pair => {
    const { one, kind, files } = pair
    return [one, pair.other].flatMap(mine => {
      const other = mine === one ? pair.other : one
      const isPast = mine !== open && holderOf(mine) === worker && holderOf(other) !== worker && isInProgress(other)
      if (mine === null || (mine !== open && !isPast)) return []
      return [{ task: other, kind, files: files.map(({ path }) => plainText(path, PATH)) }]
    })
  })
}

function viewFile({ path, kind, hunks }: ForeseenFile): ForeseenConflict['files'][number] {
  return { path: plainText(path, PATH), kind, hunks: hunks.map(viewHunk) }
}

function viewHunk({ line, symbol, ours, theirs }: Hunk): ForeseenConflict['files'][number]['hunks'][number] {
  const plain = (lines: readonly string[]) => lines.map(text => plainText(text, LINE))
  return { line, symbol: symbol === null ? null : plainText(symbol, LINE), ours: plain(ours), theirs: plain(theirs) }
}
