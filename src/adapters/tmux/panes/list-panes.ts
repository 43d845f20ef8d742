import { constants } from 'node:os'
import type { MessageId, PaneId, SessionId } from '../../../core/model/ids.ts'
import type { TmuxCommand } from '../command/quote.ts'
import { HUB } from '../server/server-setup.ts'

/** One pane as tmux lists it. `mark` has the options that czar sets on its own panes, and is null for any other pane. */
export interface PaneRow {
  readonly session: SessionId
  readonly pane: PaneId
  readonly pid: number
  readonly dead: boolean
  readonly deadStatus: number | null
  readonly deadSignal: number | null
  readonly mark: { readonly worker: string; readonly incarnation: number; readonly seal: string; readonly exitDir: string } | null
  /** The id of the last message that czar pasted into the pane. null: czar pasted none, or another program wrote the option. */
  readonly given: string | null
  readonly name: string
  readonly title: string
}

// The order matters for parsing: first what czar itself wrote and numbers, which contain no `|`, then the name. The title is last, because
// the program chooses it and it may contain `|`.
const FORMAT = [
  '#{session_id}',
  '#{pane_id}',
  '#{pane_pid}',
  '#{pane_dead}',
  '#{pane_dead_status}',
  '#{pane_dead_signal}',
  '#{@czar_worker}',
  '#{@czar_incarnation}',
  '#{@czar_seal}',
  '#{@czar_exit_dir}',
  '#{@czar_pid}',
  '#{@czar_given}',
  '#{session_name}',
  '#{pane_title}',
].join('|')

/**
 * Lists every pane of every session except the hub session. A window that is linked into several sessions is listed once for each of them.
 */
export const LIST_PANES: TmuxCommand = ['list-panes', '-a', '-f', `#{!=:#{session_name},${HUB}}`, '-F', FORMAT]

/**
 * The commands that mark a pane as czar's. The marks are options of the pane, because a pane that a person splits off does not inherit
 * them.
 */
export function markCommands(target: string, mark: NonNullable<PaneRow['mark']>): readonly TmuxCommand[] {
  const set = (name: string, value: string): TmuxCommand => ['set-option', '-p', '-t', target, name, value]
  return [
    set('@czar_worker', encodeURIComponent(mark.worker)),
    set('@czar_incarnation', `${mark.incarnation}`),
    set('@czar_seal', mark.seal),
    set('@czar_exit_dir', encodeURIComponent(mark.exitDir)),
    ['set-option', '-p', '-F', '-t', target, '@czar_pid', '#{pane_pid}'],
  ]
}

/** The commands that record on the pane which message is pasted. tmux runs them in the same step as the paste. */
export function givenMark(pane: PaneId, message: MessageId | null): readonly TmuxCommand[] {
  return message === null ? [] : [['set-option', '-p', '-t', pane, '@czar_given', message]]
}

/** Parses one line of the answer to `LIST_PANES`. null: the line is something else. */
export function readPaneRow(line: string): PaneRow | null {
  const [session, pane, pid, dead, status, signal, worker, incarnation, seal, exitDir, bornPid, given, name, ...title] = line.split('|')
  if (!session?.startsWith('$') || !pane?.startsWith('%') || name === undefined) return null
  return {
    session: session as SessionId,
    pane: pane as PaneId,
    // tmux 3.8 no longer knows the pid of a dead pane, so the pid that czar wrote on the pane is used.
    pid: Number(pid) || Number(bornPid),
    dead: dead === '1',
    deadStatus: status ? Number(status) : null,
    deadSignal: readSignal(signal ?? ''),
    mark: worker && seal ? readMark(worker, incarnation ?? '', { seal, exitDir: exitDir ?? '' }) : null,
    given: given && /^m\d{1,9}$/.test(given) ? given : null,
    name,
    title: title.join('|'),
  }
}

function readMark(worker: string, incarnation: string, { seal, exitDir }: { seal: string; exitDir: string }): PaneRow['mark'] {
  try {
    return { worker: decodeURIComponent(worker), incarnation: Number(incarnation), seal, exitDir: decodeURIComponent(exitDir) }
  } catch {
    // Another program wrote this option, so the pane is not czar's.
    return null
  }
}

/** Reads the signal that ended a program. tmux prints a number on Linux, and a name (`KILL`) on systems that know names. */
function readSignal(text: string): number | null {
  if (text === '') return null
  if (/^\d+$/.test(text)) return Number(text)
  return constants.signals[`SIG${text.replace(/^SIG/, '')}` as NodeJS.Signals] ?? null
}
