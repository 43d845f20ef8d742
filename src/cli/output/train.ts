import { plainText } from '../../core/text/plain-text.ts'
import { shellWord } from '../../core/text/shell-word.ts'
import { heldWork, sayHeld } from '../../core/views/held-work.ts'
import { hintText } from '../../core/views/hint-text.ts'
import type { StatusView } from '../../core/views/status.ts'
import type { TrainView } from '../../core/views/train.ts'
import type { Paint } from './paint.ts'

export interface TrainStyle {
  readonly paint: Paint
  /** Adds the project's name to a suggested command, if the command needs it. */
  readonly sayHint: (hint: string) => string
  /** Whether a czar runs. Only then is merged work that is not tested yet being tested now. */
  readonly isAlive: boolean
}

/** Lists the merged tasks and the tasks that are left out, by their state, and the next command. */
export function renderTrain({ train, base }: StatusView, style: TrainStyle): string {
  if (train === null) return 'no proven work is merged yet\n'
  const { paint } = style
  const parts = [
    part(paint('green', 'tested as one tree'), train.tested.map(memberLine)),
    part(paint('cyan', style.isAlive ? 'being tested' : 'not tested yet'), train.merged.map(memberLine)),
    part(paint('yellow', 'set aside'), train.aside.flatMap(asideLines)),
    part(
      paint('yellow', 'proven, and not merged'),
      (train.waiting ?? []).flatMap(one => waitingLines(one, style)),
    ),
    part(paint('dim', `in ${base} already`), train.landed),
  ]
  return [`${train.branch} on ${base} at ${train.base.slice(0, 8)}`, ...parts.flat(), ...next(train, { base, style })]
    .map(line => `${line}\n`)
    .join('')
}

/**
 * Says why czar has not moved base to a tested tree yet, although the project file says that czar moves it, and what moves base now. Empty:
 * no tested tree waits for this.
 */
export function renderLandsLater({ train, base }: StatusView, style: Pick<TrainStyle, 'sayHint'>): string {
  if (train?.lands_later === undefined || train.problem !== null) return ''
  const [first = '', ...rest] = next(train, { base, style })
  return [`${train.branch} is tested; ${first}`, ...rest].map(line => `${line}\n`).join('')
}

/** Lists the proven work that a person must merge, with the reasons. The text is empty if there is no such work. */
export function renderHeld(view: Pick<StatusView, 'train' | 'czar'>, style: Pick<TrainStyle, 'sayHint' | 'paint'>): string {
  return part(
    style.paint('yellow', 'proven, and not merged'),
    heldWork(view).flatMap(one => waitingLines(one, style)),
  )
    .map(line => `${line.replace(/^ {2}/, '')}\n`)
    .join('')
}

function part(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`  ${title}`, ...lines.map(line => `    ${line}`)]
}

function memberLine({ task, commit, joined }: TrainView['tested'][number]): string {
  const note = joined === undefined ? '' : `  joined with changes of others in ${joined.join(', ')}`
  return `${task}  ${commit.slice(0, 8)}${note}`
}

function waitingLines(
  { task, commit, hint, ...why }: NonNullable<TrainView['waiting']>[number],
  { sayHint }: Pick<TrainStyle, 'sayHint'>,
): readonly string[] {
  const next = hint == null ? [] : [`  next: ${hintText(sayHint(hint))}`]
  return [`${task}  ${commit.slice(0, 8)}  ${plainText(sayHeld(why), 500)}`, ...next]
}

function asideLines({ task, commit, text, log }: TrainView['aside'][number]): readonly string[] {
  return [`${task}  ${commit.slice(0, 8)}  ${text}`, ...(log === null ? [] : [`  its output: ${shellWord(log)}`])]
}

function next(
  train: TrainView,
  { base, style }: { readonly base: string; readonly style: Pick<TrainStyle, 'sayHint'> },
): readonly string[] {
  if (train.problem !== null) return [`stopped: ${train.problem}`]
  if (train.tested.length === 0) return []
  const { command = 'czar land', lands_later: later, request } = train
  if (request !== undefined) return [`next: ${request.draft ? 'the draft' : 'pull request'} #${request.number}, ${request.url}`]
  const why = later === undefined ? [] : [`czar lands it at the end of the run, and ${later}`]
  if (command === null) return why
  const typed = command.startsWith('czar ') ? style.sayHint(command) : command
  return [...why, `next: ${typed}   # puts the tested tree on ${base}`]
}
