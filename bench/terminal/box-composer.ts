import type { Input } from './keyboard.ts'
import type { Terminal } from './terminal.ts'

export interface Box {
  /** The lines above the box. The program computes them whenever it draws. */
  readonly above?: () => readonly string[]
  readonly below?: () => readonly string[]
  readonly mark?: string
  readonly hint?: string
  /** How many rows the text has. The box shows its last rows. */
  readonly height?: number
  /** The part of the text that the box shows. */
  readonly view?: (lines: readonly string[], height: number) => readonly string[]
  /** Where the program leaves the terminal's cursor: in the text, hidden, or at another place. */
  readonly cursor?: 'text' | 'hidden' | 'parked'
  /** Whether the program draws a reversed cell at the end of the text. */
  readonly hasBlock?: boolean
  readonly hasFrame?: boolean
  /** The first row of the box, counted from 1 at the top. If it is absent, the box follows the lines above it. */
  readonly top?: number
  readonly onTaken?: (box: BoxComposer, text: string) => void
}

export interface BoxComposer {
  readonly draw: () => void
  readonly say: (line: string) => void
  /** Sets whether the input box may be drawn. Set it to false while another part of the program uses the screen. */
  readonly show: (isShown: boolean) => void
}

/** An input box as in full-screen programs, which draw the whole screen again at each key. */
export function composeBox(terminal: Terminal, options: Box = {}): BoxComposer {
  const { mark = '> ', hint = '', height = 4, cursor = 'text', hasFrame = true, view = (lines, rows) => lines.slice(-rows) } = options
  const said: string[] = []
  let text = ''
  let isPasting = false
  let isShown = true
  terminal.raw(true)
  terminal.write(`\x1b[?1049h${cursor === 'hidden' ? '\x1b[?25l' : ''}`)
  terminal.bracketedPaste(true)
  terminal.hear(hear)
  const box: BoxComposer = {
    draw,
    say: line => said.push(line),
    show(isNow) {
      isShown = isNow
    },
  }
  draw()
  terminal.shows('prompt')
  return box

  function draw(): void {
    if (!isShown) return
    const width = Math.min(terminal.columns - 1, 120)
    const inner = width - 4
    const shown = text === '' ? [''] : view(wrap(text, inner - mark.length), height)
    const at = `${options.hasBlock ? '\x1b[7m \x1b[27m' : ''}`
    const body = shown.map((line, index) => {
      const isLast = index === shown.length - 1
      const tail = text === '' ? hint : ''
      const plain = `${index === 0 ? mark : ' '.repeat(mark.length)}${line}`
      const pad = Math.max(0, inner - plain.length - (isLast && options.hasBlock ? 1 : 0) - bare(tail).length)
      return `${hasFrame ? '│ ' : ''}${plain}${isLast ? at : ''}${tail}\x1b[m${hasFrame ? `${' '.repeat(pad)} │` : ''}`
    })
    const above = [...(options.above?.() ?? []), ...said.slice(-10)]
    const first = options.top ?? above.length + 1 + (hasFrame ? 1 : 0)
    const frame = (left: string, right: string) => (hasFrame ? [`${left}${'─'.repeat(width - 2)}${right}`] : [])
    const rows = [...frame('╭', '╮'), ...body, ...frame('╰', '╯'), ...(options.below?.() ?? [])]
    const start = first - (hasFrame ? 1 : 0)
    let drawn = '\x1b[H\x1b[2J'
    above.forEach((line, index) => {
      drawn += `\x1b[${index + 1};1H${line}`
    })
    rows.forEach((line, index) => {
      drawn += `\x1b[${start + index};1H${line}`
    })
    const column = (hasFrame ? 3 : 1) + mark.length + (shown.at(-1)?.length ?? 0)
    terminal.write(`${drawn}${cursor === 'parked' ? `\x1b[${terminal.rows};1H` : `\x1b[${first + shown.length - 1};${column}H`}`)
  }

  function hear(input: Input): void {
    if (input.kind === 'start' || input.kind === 'end') isPasting = input.kind === 'start'
    if (input.kind === 'part' || input.kind === 'text') text += input.text
    if (input.kind === 'enter' && !isPasting) return take()
    if (!isPasting) draw()
  }

  function take(): void {
    if (text === '') return draw()
    const taken = text
    text = ''
    said.push(`  ${taken.slice(0, 60).replaceAll('\n', ' ')} …`, '* Reading the task')
    draw()
    terminal.shows('busy')
    terminal.took(taken)
    if (options.onTaken !== undefined) return options.onTaken(box, taken)
    setTimeout(() => {
      said.push('That is done so far.')
      draw()
      terminal.shows('prompt')
    }, 1_000)
  }
}

function wrap(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap(line => line.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [''])
}

function bare(text: string): string {
  return text.replaceAll(/\x1b\[[\d;]*m/g, '')
}
