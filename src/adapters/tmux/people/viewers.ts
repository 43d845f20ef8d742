import type { TmuxCommand } from '../command/quote.ts'

/** Clients that can type into a window now, and their last key. */
export interface Viewers {
  readonly writers: number
  /** The last key was at least this long ago, because tmux counts whole seconds; null: no client can type. */
  readonly lastKeyAgoMs: number | null
}

/** Every client with the window it looks at. */
export const LIST_CLIENTS: TmuxCommand = [
  ...['list-clients', '-F'],
  '#{window_id} #{client_control_mode} #{client_readonly} #{client_activity}',
]

/** Parses the answer for one window. A person may view it from any session that links it. */
export function readViewers(lines: readonly string[], window: string, now: number): Viewers {
  const keys = lines
    .map(line => line.split(' '))
    .filter(([id, control, readOnly]) => id === window && control !== '1' && readOnly !== '1')
    .map(([, , , activity]) => Number(activity))
  if (keys.length === 0) return { writers: 0, lastKeyAgoMs: null }
  return { writers: keys.length, lastKeyAgoMs: Math.max(0, now - (Math.max(...keys) + 1) * 1_000) }
}
