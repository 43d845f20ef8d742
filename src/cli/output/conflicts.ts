import { counted } from '../../core/text/counted.ts'
import type { ForeseenConflict } from '../../core/views/forecast.ts'
import type { StatusView } from '../../core/views/status.ts'
import { widthOf } from '../../ui/text/width.ts'
import type { Paint } from './paint.ts'

/** The largest number of tasks for which a matrix is shown. With more tasks it would be wider than a screen. */
const MATRIX_TASKS = 20

/** Shows which work in progress would conflict: a matrix if there are few tasks, and each conflict with its files. */
export function renderConflicts(view: StatusView, { paint }: { readonly paint: Paint }): string {
  const tasks = comparedTasks(view)
  if (tasks.length === 0) return 'no work is in progress\n'
  if (view.conflicts.length === 0) return `${counted(tasks.length, 'task')} in progress, and no conflict is foreseen\n`
  const matrix = tasks.length > MATRIX_TASKS ? [] : [...renderMatrix(view, tasks, paint), '']
  return [...matrix, ...view.conflicts.flatMap(conflict => conflictLines(view, conflict, paint))].map(line => `${line}\n`).join('')
}

/** Shows the conflicts of one task, with the lines of both tasks of each conflict. */
export function renderConflictsOf(view: StatusView, task: string, { paint }: { readonly paint: Paint }): string {
  const found = view.conflicts.filter(({ one, other }) => one === task || other === task)
  if (found.length === 0) return `no conflict of ${task} is foreseen\n`
  return found
    .flatMap(conflict => [
      ...conflictLines(view, conflict, paint),
      ...conflict.files.flatMap(file => hunkLines(view, conflict, { file, paint })),
    ])
    .map(line => `${line}\n`)
    .join('')
}

/** Lists the tasks with unfinished work, and the proven tasks that conflict with that work. */
export function comparedTasks({ workers, conflicts }: StatusView): readonly string[] {
  const open = Object.values(workers).flatMap(({ assignment, files }) =>
    assignment === null || files.length === 0 ? [] : [assignment.task],
  )
  return [...new Set([...open, ...conflicts.flatMap(({ one, other }) => [one, other ?? one])])]
}

function renderMatrix({ base, conflicts }: StatusView, tasks: readonly string[], paint: Paint): readonly string[] {
  const names = [...tasks, base]
  const width = Math.max(...names.map(widthOf))
  const find = (one: string, other: string) =>
    conflicts.find(pair => (pair.one === one && (pair.other ?? base) === other) || (pair.one === other && pair.other === one))
  const cell = (one: string, other: string) => {
    const pair = find(one, other)
    if (one === other) return ' '
    return pair === undefined ? paint('dim', '.') : paint(pair.kind === 'conflict' ? 'red' : 'yellow', pair.kind === 'conflict' ? 'x' : '?')
  }
  const head = `${' '.repeat(width)}  ${names.map((_, at) => String(at + 1).padStart(2)).join(' ')}`
  const rows = tasks.map((one, at) => {
    const cells = names.map(other => ` ${cell(one, other)}`).join(' ')
    return `${one}${' '.repeat(width - widthOf(one))}  ${cells}  ${at + 1}`
  })
  const last = `${base}${' '.repeat(width - widthOf(base))}  ${names.map(other => ` ${other === base ? ' ' : cell(other, base)}`).join(' ')}  ${names.length}`
  return [head, ...rows, last]
}

function conflictLines({ base }: StatusView, { one, other, kind, files }: ForeseenConflict, paint: Paint): readonly string[] {
  const pair = `${one} and ${other ?? base}`
  if (kind === 'unknown') return [`${paint('yellow', 'unknown')}   ${pair}: git cannot tell`]
  return [`${paint('red', 'conflict')}  ${pair}`, ...files.map(file => `  ${file.path}${placeText(file)}`)]
}

function placeText({ kind, hunks }: ForeseenConflict['files'][number]): string {
  if (kind === 'deleted') return ': one side deletes it'
  if (kind === 'other') return ': no text that could be merged'
  return `: ${hunks.map(({ line, symbol }) => `line ${line}${symbol === null ? '' : `, in ${symbol}`}`).join('; ')}`
}

function hunkLines(
  { base }: StatusView,
  { one, other }: ForeseenConflict,
  { file, paint }: { readonly file: ForeseenConflict['files'][number]; readonly paint: Paint },
): readonly string[] {
  return file.hunks.flatMap(({ line, ours, theirs }) => [
    `  ${file.path}:${line}`,
    ...side(one, ours).map(text => paint('cyan', text)),
    ...side(other ?? base, theirs).map(text => paint('yellow', text)),
  ])
}

function side(name: string, lines: readonly string[]): readonly string[] {
  return [`    ${name}:`, ...(lines.length === 0 ? ['      (nothing)'] : lines.map(line => `      ${line}`))]
}
