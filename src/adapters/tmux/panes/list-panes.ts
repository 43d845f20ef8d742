import { constants } from 'node:os'
import type { MessageId, PaneId, SessionId } from '../../../core/model/ids.ts'
import type { TmuxCommand } from '../command/quote.ts'
import { HUB } from '../server/server-setup.ts'

/** One pane as tmux lists it. `mark` is null for a pane that czar did not make. */
export interface PaneRow {
  readonly session: SessionId
  readonly pane: PaneId
  readonly pid: number
  readonly dead: boolean
  readonly deadStatus: number | null
  readonly deadSignal: number | null
  readonly mark: { readonly worker: string; readonly incarnation: number; readonly seal: string; readonly exitDir: string } | null
  /** The last message that was pasted here; null: none, or the option contains no message of czar's. */
  readonly given: string | null
  readonly name: string
  readonly title: string
}

// Czar's marks and the numbers come first, then the name. The title comes last, because the program chooses it. Czar's
// marks contain no `|`.
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

/** Every pane of every session but the hub. Linked windows are listed once for each session. */
export const LIST_PANES: TmuxCommand = ['list-panes', '-a', '-f', `#{!=:#{session_name},${HUB}}`, '-F', FORMAT]

/** The marks are pane options, because a pane that a person splits off does not inherit them. */
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

/** Records the message that is pasted, in the same step as the paste. */
export function givenMark(pane: PaneId, message: MessageId | null): readonly TmuxCommand[] {
  return message === null ? [] : [['set-option', '-p', '-t', pane, '@czar_given', message]]
}

/** Parses one line of `LIST_PANES`; null: not such a line. */
export function readPaneRow(line: string): PaneRow | null {
  const [session, pane, pid, dead, status, signal, worker, incarnation, seal, exitDir, bornPid, given, name, ...title] = line.split('|')
  if (!session?.startsWith('$') || !pane?.startsWith('%') || name === undefined) return null
  return {
    session: session as SessionId,
    pane: pane as PaneId,
    // tmux 3.8 forgets the pid of a dead pane.
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
    // Another program wrote this option, so it is not czar's mark.
    return null
  }
}

/** tmux prints a number on Linux and a name (`KILL`) where the system knows names. */
function readSignal(text: string): number | null {
  if (text === '') return null
  if (/^\d+$/.test(text)) return Number(text)
  return constants.signals[`SIG${text.replace(/^SIG/, '')}` as NodeJS.Signals] ?? null
}
