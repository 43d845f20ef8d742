import { createKeyReader, type Key } from './keys.ts'

export interface Terminal {
  /** Takes over the screen, with the alternate buffer and bracketed paste. */
  readonly open: () => void
  /** Sets the listener for keys. Keys that were typed before are lost, as in programs that discard their input at the start. */
  readonly onKey: (listener: (key: Key) => void) => void
  readonly write: (bytes: string) => boolean
  readonly size: () => { readonly columns: number; readonly rows: number }
  readonly drained: () => Promise<void>
  readonly onResize: (listener: () => void) => void
  /** Gives the screen back as it was. */
  readonly close: () => void
}

const TAKE = '\u001b[?1049h\u001b[?2004h\u001b[?7l\u001b[?25l\u001b[2J'
const GIVE_BACK = '\u001b[?25h\u001b[?7h\u001b[?2004l\u001b[?1049l\u001b]0;\u0007'

/** The terminal of this process. It is in raw mode from the start of the program, so that the terminal does not echo typed keys. */
export function createTerminal(): Terminal {
  let isOpen = false
  let listener: (key: Key) => void = () => {}
  const read = createKeyReader(key => listener(key))
  if (process.stdin.isTTY) process.stdin.setRawMode(true)
  process.stdin.on('data', read)
  return {
    open: () => {
      if (!isOpen) process.stdout.write(TAKE)
      isOpen = true
    },
    onKey: heard => {
      listener = heard
    },
    write: bytes => process.stdout.write(bytes),
    size: () => ({ columns: process.stdout.columns || 80, rows: process.stdout.rows || 24 }),
    drained: () => new Promise(resolve => process.stdout.once('drain', resolve)),
    onResize: heard => void process.stdout.on('resize', heard),
    close: () => {
      if (isOpen) process.stdout.write(GIVE_BACK)
      if (process.stdin.isTTY) process.stdin.setRawMode(false)
    },
  }
}
