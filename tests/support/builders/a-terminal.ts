import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { runText } from '../programs/starter.ts'
import { temporaryDirectory } from '../temporary.ts'
import { until } from '../until.ts'

/** A person's terminal window, played by a tmux server that only the test uses. It has one pane, in which the person sees and types. */
export interface Terminal {
  /** The path of the socket, for tmux's option -S. */
  readonly socketPath: string
  tmux(...words: readonly string[]): Promise<string>
  /** Starts a command in the window. The window stays when the command ends, and shows `ended with <status>`. */
  run(command: string): Promise<void>
  screen(...options: readonly string[]): Promise<string>
  shows(text: string | RegExp, what?: string): Promise<string>
  keys(...names: readonly string[]): Promise<void>
  resize(columns: number, rows: number): Promise<void>
  /** Closes the window while the command runs. */
  close(): Promise<void>
}

export async function aTerminal({
  columns = 80,
  rows = 24,
  env = {},
}: {
  readonly columns?: number
  readonly rows?: number
  readonly env?: Readonly<Record<string, string>>
} = {}): Promise<Terminal> {
  const socketPath = join(await temporaryDirectory('czar-terminal-'), 'tmux')
  const own = { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8', ...env }
  const tmux = (...words: readonly string[]) => runText('tmux', ['-u', '-S', socketPath, '-f', '/dev/null', ...words], { env: own })
  onTestFinished(async () => {
    await tmux('kill-server').catch(() => {})
  })
  const size = ['-x', `${columns}`, '-y', `${rows}`]
  await tmux('new-session', '-d', '-s', 'keep', ...size, '--', 'sleep', '600')
  await tmux('set-option', '-g', 'status', 'off')
  const screen = (...options: readonly string[]) => tmux('capture-pane', '-p', ...options, '-t', '=person:')
  return {
    socketPath,
    tmux,
    screen,
    run: async command => {
      // The program after the command must not read the terminal, because a killed tmux client leaves a terminal on which reading fails
      // (EAGAIN). So the program after the command is `sleep`.
      const script = `${command}; echo "ended with $?"; exec sleep 600`
      await tmux('new-session', '-d', '-s', 'person', ...size, '--', 'sh', '-c', script)
    },
    shows: (text, what = `the person sees ${text}`) =>
      until(screen, seen => (typeof text === 'string' ? seen.includes(text) : text.test(seen)), { what }),
    keys: async (...names) => void (await tmux('send-keys', '-t', '=person:', ...names)),
    resize: async (wide, high) => void (await tmux('resize-window', '-t', '=person:', '-x', `${wide}`, '-y', `${high}`)),
    close: async () => void (await tmux('kill-session', '-t', '=person')),
  }
}
