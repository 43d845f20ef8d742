import type { PaneId, SessionId } from '../../../core/model/ids.ts'
import { tmuxFailure } from '../command/tmux-failure.ts'
import type { TmuxCommands } from '../link/tmux-link.ts'
import { LIST_CLIENTS, readViewers, type Viewers } from '../people/viewers.ts'

/** What tmux says about a pane, all read at the same instant. */
export interface TmuxPaneFacts extends Viewers {
  readonly dead: boolean
  readonly deadStatus: number | null
  readonly inMode: boolean
  readonly inputOff: boolean
  readonly synchronized: boolean
  readonly width: number
  readonly height: number
  readonly title: string
  /** Path of the pane's terminal device. null: the pane has none. */
  readonly tty: string | null
  /** A value that changes when a person types in the pane's session. */
  readonly sessionActivity: string
}

/**
 * A pane and its own session. A window may be linked into several sessions, so without the session tmux might answer for another session.
 */
export interface PaneTarget {
  readonly pane: PaneId
  /** The pane's session. null: czar did not create this pane. */
  readonly session: SessionId | null
}

/** A tmux format for the time of the last key in the pane's own session. Its value is empty if that is unknown. */
export function activityFormat({ session }: PaneTarget): string {
  return session === null ? '' : `#{S:#{?#{==:#{session_id},${session}},#{session_activity},}}`
}

const FORMAT = [
  '#{pane_id}',
  '#{window_id}',
  '#{pane_dead}',
  '#{pane_dead_status}',
  '#{pane_in_mode}',
  '#{pane_input_off}',
  '#{pane_synchronized}',
  '#{pane_width}',
  '#{pane_height}',
  '#{pane_tty}',
]

/** Reads what tmux knows about one pane. Throws ToolError `target-gone` if the pane is gone. */
export async function readPaneFacts(link: TmuxCommands, target: PaneTarget): Promise<TmuxPaneFacts> {
  const { pane } = target
  const format = [...FORMAT, activityFormat(target), '#{pane_title}'].join('|')
  const what = `reading the facts of pane ${pane}`
  const reply = await link.run([['display-message', '-p', '-t', pane, format], LIST_CLIENTS], { what })
  const fields = (reply.blocks[0]?.lines[0] ?? '').split('|')
  // If the pane is gone, display-message of tmux 3.3a answers for some other pane, or with nothing.
  if (fields[0] !== pane) throw tmuxFailure(what, `can't find pane: ${pane}`, { command: ['display-message', '-t', pane] })
  const [, window, dead, status, mode, inputOff, synchronized, width, height, tty, activity, ...title] = fields
  return {
    dead: dead === '1',
    deadStatus: status ? Number(status) : null,
    inMode: mode !== '0' && mode !== '',
    inputOff: inputOff === '1',
    synchronized: synchronized === '1',
    width: Number(width),
    height: Number(height),
    tty: tty || null,
    sessionActivity: activity ?? '',
    title: title.join('|'),
    ...readViewers(reply.blocks[1]?.lines ?? [], window ?? '', Date.now()),
  }
}
