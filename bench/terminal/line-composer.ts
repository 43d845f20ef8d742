import type { Input } from './keyboard.ts'
import type { Terminal } from './terminal.ts'

export interface Line {
  /** The prompt with its colours. If it is absent, it is `mybot> `. */
  readonly prompt?: string
  /** A hint behind the cursor while nothing is typed. The first key removes it. */
  readonly hint?: string
  /** Returns inserted text in the form in which the screen shows it. */
  readonly echo?: (text: string) => string
  /** Returns the part of an input that the program keeps. */
  readonly keep?: (part: string, index: number) => string
  /** Runs at Enter. If it returns false, the program takes the text as usual. Otherwise the program does not take the text. */
  readonly onEnter?: (line: LineComposer) => boolean
  /** What happens after a text was taken, instead of a second of work and a new prompt. */
  readonly onTaken?: (line: LineComposer, text: string) => void
  readonly onPasted?: (line: LineComposer) => void
  readonly isPasteOn?: boolean
}

export interface LineComposer {
  readonly text: () => string
  readonly take: () => void
  readonly clear: () => void
  /** Draws the prompt and the text on a new line. */
  readonly open: () => void
  readonly hear: (input: Input) => void
}

/** An input line as in simple line editors: below the printed lines, at the left edge, with the cursor after the text. */
export function composeLine(terminal: Terminal, options: Line = {}): LineComposer {
  const { prompt = 'mybot> ', hint = '', echo = text => text.replaceAll('\n', '\r\n'), keep = part => part } = options
  let text = ''
  let parts = 0
  let isPasting = false
  terminal.raw(true)
  if (options.isPasteOn !== false) terminal.bracketedPaste(true)
  const composer: LineComposer = { text: () => text, take, clear, open, hear }
  terminal.hear(hear)
  open()
  return composer

  function open(): void {
    terminal.write(`${prompt}${text === '' ? behind(hint) : echo(text)}`)
    terminal.shows('prompt')
  }

  function hear(input: Input): void {
    if (input.kind === 'start') isPasting = true
    if (input.kind === 'part' || input.kind === 'text') add(input.text)
    if (input.kind === 'end') {
      isPasting = false
      options.onPasted?.(composer)
    }
    if (input.kind === 'enter' && !isPasting && options.onEnter?.(composer) !== true) take()
  }

  function add(part: string): void {
    if (text === '' && hint !== '') terminal.write('\x1b[J')
    const kept = keep(part, parts++)
    text += kept
    if (kept !== '') terminal.write(echo(kept))
  }

  function take(): void {
    const taken = text
    text = ''
    terminal.write('\r\n')
    if (taken === '') return open()
    terminal.shows('busy')
    terminal.took(taken)
    if (options.onTaken !== undefined) return options.onTaken(composer, taken)
    terminal.write('* Reading the task\r\n')
    setTimeout(() => {
      terminal.write('That is done so far.\r\n\r\n')
      open()
    }, 1_000)
  }

  function clear(): void {
    text = ''
    terminal.write('\x1b[2J\x1b[H')
    open()
  }
}

/** Draws the hint, and puts the cursor back before it. */
function behind(hint: string): string {
  return hint === '' ? '' : `\x1b7${hint}\x1b[m\x1b8`
}
