import type { PaneId } from '../../core/model/ids.ts'
import { tmuxFailure } from './tmux-failure.ts'
import type { TmuxLink } from './tmux-link.ts'
import { LIST_CLIENTS, readViewers, type Viewers } from './viewers.ts'

/** What tmux itself knows of a pane at one instant. */
export interface TmuxPaneFacts extends Viewers {
  readonly dead: boolean
  readonly deadStatus: number | null
  readonly inMode: boolean
  readonly inputOff: boolean
  readonly synchronized: boolean
  readonly width: number
  readonly height: number
  readonly title: string
  /** Seconds since the epoch of the last key in the pane's session: changes when somebody types. */
  readonly sessionActivity: string
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
  '#{session_activity}',
  '#{pane_title}',
].join('|')

/** Asks for one pane; throws ToolError `target-gone` when it is no more. */
export async function readPaneFacts(link: TmuxLink, pane: PaneId): Promise<TmuxPaneFacts> {
  const what = `reading the facts of pane ${pane}`
  const reply = await link.run([['display-message', '-p', '-t', pane, FORMAT], LIST_CLIENTS], { what })
  const fields = (reply.blocks[0]?.lines[0] ?? '').split('|')
  // display-message answers for some other pane, or with nothing, when its target is gone (tmux 3.3a).
  if (fields[0] !== pane) throw tmuxFailure(what, `can't find pane: ${pane}`, { command: ['display-message', '-t', pane] })
  const [, window, dead, status, mode, inputOff, synchronized, width, height, activity, ...title] = fields
  return {
    dead: dead === '1',
    deadStatus: status ? Number(status) : null,
    inMode: mode !== '0' && mode !== '',
    inputOff: inputOff === '1',
    synchronized: synchronized === '1',
    width: Number(width),
    height: Number(height),
    sessionActivity: activity ?? '',
    title: title.join('|'),
    ...readViewers(reply.blocks[1]?.lines ?? [], window ?? '', Date.now()),
  }
}
