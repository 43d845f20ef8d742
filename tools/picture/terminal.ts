import { join } from 'node:path'
import { execa } from 'execa'
import type { Station } from './make-station.ts'

export interface Size {
  readonly columns: number
  readonly rows: number
}

export interface Terminal {
  /** Returns the screen, with the escape sequences for its colours. */
  look(): Promise<string>
  /** Types a text. */
  type(text: string): Promise<void>
  /** Presses a key, which is given by tmux's name for it. */
  press(key: string): Promise<void>
  close(): Promise<void>
}

/** Opens a shell in a tmux server that only the film uses. */
export async function openTerminal({ directory, env }: Station, { columns, rows }: Size): Promise<Terminal> {
  const server = ['-u', '-S', join(directory, 'film.tmux'), '-f', '/dev/null']
  const tmux = async (...words: readonly string[]) =>
    (await execa('tmux', [...server, ...words], { cwd: directory, env, extendEnv: false, stdin: 'ignore' })).stdout
  await tmux('new-session', '-d', '-s', 'film', '-x', `${columns}`, '-y', `${rows}`, '--', 'sh')
  await tmux('set-option', '-g', 'status', 'off')
  return {
    look: () => tmux('capture-pane', '-e', '-p', '-t', '=film:'),
    type: async text => void (await tmux('send-keys', '-t', '=film:', '-l', '--', text)),
    press: async key => void (await tmux('send-keys', '-t', '=film:', key)),
    close: async () => void (await tmux('kill-server')),
  }
}
