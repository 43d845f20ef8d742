import { setTimeout as pause } from 'node:timers/promises'
import { createKeyboard, type Input } from './keyboard.ts'
import type { Said } from './log.ts'

export interface Terminal {
  readonly columns: number
  readonly rows: number
  /** Writes to the terminal at once. */
  write(text: string): void
  /** Logs what the screen shows from now on. The words in `rests` stay on the screen until it shows something else. */
  shows(what: string, ...rests: readonly string[]): void
  /** Logs a text that was sent to the program. */
  took(text: string): void
  /** Sets the listener for all input. It replaces the previous listener. */
  hear(listener: (input: Input) => void): void
  /**
   * Chooses how the program reads. If true, it reads key by key, as full-screen programs do. If false, it reads line by line with echo,
   * which is a terminal's default.
   */
  raw(isRaw: boolean): void
  bracketedPaste(isOn: boolean): void
  pause(ms: number): Promise<void>
  exit(status: number): never
}

/** The terminal of this process. Ctrl-C ends the process. */
export function openTerminal(log: (line: Said) => void): Terminal {
  let shown = 'boot'
  let listener: (input: Input) => void = () => {}
  const keyboard = createKeyboard(input => listener(input))
  process.stdin.on('data', (bytes: Buffer) => {
    log({ kind: 'in', shows: shown, bytes: bytes.toString('base64') })
    if (bytes.includes(3)) process.exit(130)
    keyboard(bytes)
  })
  process.stdin.on('end', () => process.exit(0))
  return {
    columns: process.stdout.columns ?? 80,
    rows: process.stdout.rows ?? 24,
    write: text => process.stdout.write(text),
    shows(what, ...rests) {
      shown = what
      log({ kind: 'shows', shows: what, ...(rests.length > 0 && { rests }) })
    },
    took: text => log({ kind: 'took', text }),
    hear(next) {
      listener = next
    },
    raw: isRaw => process.stdin.setRawMode(isRaw),
    bracketedPaste: isOn => process.stdout.write(isOn ? '\x1b[?2004h' : '\x1b[?2004l'),
    pause: ms => pause(ms),
    exit: status => process.exit(status),
  }
}
