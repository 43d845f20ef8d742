import type { TmuxCommand } from '../command/quote.ts'

/** How many clients can type into a window now, and when the last key was pressed. */
export interface Viewers {
  readonly writers: number
  /** How long ago the last key was pressed, at least. tmux counts whole seconds, so it may be longer ago. null: no client can type. */
  readonly lastKeyAgoMs: number | null
}

/** Lists every client with the window that it shows. */
export const LIST_CLIENTS: TmuxCommand = [
  ...['list-clients', '-F'],
  '#{window_id} #{client_control_mode} #{client_readonly} #{client_activity}',
]

/** Parses the answer to LIST_CLIENTS for one window. A person may view the window from any session that links it. */
export function readViewers(lines: readonly string[], window: string, now: number): Viewers {
  const keys = lines
    .map(line => line.split(' '))
    .filter(([id, control, readOnly]) => id === window && control !== '1' && readOnly !== '1')
    .map(([, , , activity]) => Number(activity))
  if (keys.length === 0) return { writers: 0, lastKeyAgoMs: null }
  return { writers: keys.length, lastKeyAgoMs: Math.max(0, now - (Math.max(...keys) + 1) * 1_000) }
}
