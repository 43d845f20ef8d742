import type { Input } from './keyboard.ts'
import type { Stage } from './stage.ts'

export interface Line {
  /** The prompt with its attributes; `mybot> ` unless it says otherwise. */
  readonly prompt?: string
  /** Drawn behind the cursor while nothing is typed, and gone with the first key. */
  readonly hint?: string
  /** How a text shows that is put in. */
  readonly echo?: (text: string) => string
  /** What it keeps of a part that came. */
  readonly keep?: (part: string, index: number) => string
  /** In place of taking the text: another meaning of Enter; false: the text is taken. */
  readonly onEnter?: (line: LineComposer) => boolean
  /** In place of a second of work and the prompt again. */
  readonly onTaken?: (line: LineComposer, text: string) => void
  readonly onPasted?: (line: LineComposer) => void
  readonly isPasteOn?: boolean
}

export interface LineComposer {
  readonly text: () => string
  readonly take: () => void
  readonly clear: () => void
  /** Draws prompt and text on a new line. */
  readonly open: () => void
  readonly hear: (input: Input) => void
}

/** A composer as line editors have it: below what was printed, at the left edge, cursor behind the text. */
export function composeLine(stage: Stage, options: Line = {}): LineComposer {
  const { prompt = 'mybot> ', hint = '', echo = text => text.replaceAll('\n', '\r\n'), keep = part => part } = options
  let text = ''
  let parts = 0
  let isPasting = false
  stage.raw(true)
  if (options.isPasteOn !== false) stage.bracketedPaste(true)
  const composer: LineComposer = { text: () => text, take, clear, open, hear }
  stage.hear(hear)
  open()
  return composer

  function open(): void {
    stage.write(`${prompt}${text === '' ? behind(hint) : echo(text)}`)
    stage.shows('prompt')
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
    if (text === '' && hint !== '') stage.write('\x1b[J')
    const kept = keep(part, parts++)
    text += kept
    if (kept !== '') stage.write(echo(kept))
  }

  function take(): void {
    const taken = text
    text = ''
    stage.write('\r\n')
    if (taken === '') return open()
    stage.shows('busy')
    stage.took(taken)
    if (options.onTaken !== undefined) return options.onTaken(composer, taken)
    stage.write('* Reading the task\r\n')
    setTimeout(() => {
      stage.write('That is done so far.\r\n\r\n')
      open()
    }, 1_000)
  }

  function clear(): void {
    text = ''
    stage.write('\x1b[2J\x1b[H')
    open()
  }
}

/** Drawn, with the cursor where it was before. */
function behind(hint: string): string {
  return hint === '' ? '' : `\x1b7${hint}\x1b[m\x1b8`
}
