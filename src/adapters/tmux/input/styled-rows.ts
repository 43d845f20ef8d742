/** One row of `capture-pane -e`, without its escape sequences. */
export interface StyledRow {
  readonly text: string
  /** `text` with a blank in place of each faint or grey character. */
  readonly solid: string
  /**
   * Only the characters in a grey that the program chose, with blanks in place of all others. A character that is faint by the terminal's
   * attribute, or by the colour "bright black", becomes a blank too.
   */
  readonly grey: string
  /**
   * The positions in `text` of single characters with swapped colours. A program that hides the terminal's cursor draws its own cursor in
   * this way.
   */
  readonly reversed: readonly number[]
}

interface Style {
  readonly isDim: boolean
  readonly isGrey: boolean
  /**
   * Whether the grey was chosen from the palette or as 24 bits. Such grey text is either a hint of the program, or typed text in a grey
   * colour theme.
   */
  readonly isTint: boolean
  readonly isReversed: boolean
}

interface Cell extends Style {
  readonly char: string
}

const PLAIN: Style = { isDim: false, isGrey: false, isTint: false, isReversed: false }

/**
 * The escape sequences in tmux's output: SGR for colours (the only CSI sequence that tmux writes here), OSC 8 for links (tmux 3.4), and
 * charset shifts, which switch to line-drawing characters.
 */
const SEQUENCE = /\x1b\[([\d;:]*)m|\x1b\]8;[^\x07\x1b]*(?:\x07|\x1b\\)|[\x0e\x0f]/g

/** Parses the rows of `capture-pane -e -N`. A style holds until it is changed, even into the next row (tmux 3.3a to 3.8). */
export function readStyledRows(lines: readonly string[]): readonly StyledRow[] {
  let style = PLAIN
  return lines.map(line => {
    const cells: Cell[] = []
    let from = 0
    for (const match of line.matchAll(SEQUENCE)) {
      cells.push(...cellsOf(line.slice(from, match.index), style))
      if (match[1] !== undefined) style = restyle(style, match[1])
      from = match.index + match[0].length
    }
    cells.push(...cellsOf(line.slice(from), style))
    return toRow(cells)
  })
}

function cellsOf(text: string, style: Style): readonly Cell[] {
  return [...text].map(char => ({ ...style, char }))
}

function toRow(cells: readonly Cell[]): StyledRow {
  const isAlone = (index: number) => !cells[index - 1]?.isReversed && !cells[index + 1]?.isReversed
  const reversed: number[] = []
  let text = ''
  let solid = ''
  let grey = ''
  for (const [index, cell] of cells.entries()) {
    const isDrawnCursor = cell.isReversed && isAlone(index)
    if (isDrawnCursor) reversed.push(text.length)
    // A program that draws its cursor on a hint swaps the colours of the hint's first character. So that character counts as faint if the
    // next one is faint.
    const isFaint = cell.isDim || cell.isGrey || (isDrawnCursor && isFaintCell(cells[index + 1]))
    text += cell.char
    solid += isFaint ? ' '.repeat(cell.char.length) : cell.char
    grey += cell.isGrey && cell.isTint && !cell.isDim ? cell.char : ' '.repeat(cell.char.length)
  }
  const end = text.trimEnd().length
  return { text: text.slice(0, end), solid: solid.slice(0, end), grey: grey.slice(0, end), reversed }
}

function isFaintCell(cell: Cell | undefined): boolean {
  return cell !== undefined && cell.char.trim() !== '' && (cell.isDim || cell.isGrey)
}

function restyle(before: Style, parameters: string): Style {
  const numbers = parameters.split(/[;:]/).map(Number)
  let style = before
  for (let at = 0; at < numbers.length; at++) {
    const code = numbers[at] ?? 0
    if (code === 0) style = PLAIN
    else if (code === 2) style = { ...style, isDim: true }
    else if (code === 22) style = { ...style, isDim: false }
    else if (code === 7) style = { ...style, isReversed: true }
    else if (code === 27) style = { ...style, isReversed: false }
    else if (code === 38) style = { ...style, ...colourOf(numbers.slice(at + 1)) }
    else if (code === 39 || (code >= 30 && code <= 37) || (code >= 91 && code <= 97)) style = { ...style, isGrey: false }
    else if (code === 90) style = { ...style, isGrey: true, isTint: false }
    if (code === 38 || code === 48 || code === 58) at += numbers[at + 1] === 5 ? 2 : 4
  }
  return style
}

function colourOf(colour: readonly number[]): Pick<Style, 'isGrey' | 'isTint'> {
  return { isGrey: isGreyColour(colour), isTint: colour[0] !== 5 || colour[1] !== 8 }
}

/**
 * Takes the numbers of a colour sequence, `5;n` or `2;r;g;b`. True for a nearly colourless, medium grey, which looks faint on both dark
 * and light backgrounds.
 */
function isGreyColour([kind, ...rest]: readonly number[]): boolean {
  if (kind === 5) return isGreyIndex(rest[0] ?? 0)
  const [red = 0, green = 0, blue = 0] = rest
  const brightest = Math.max(red, green, blue)
  return brightest >= 75 && brightest <= 175 && brightest - Math.min(red, green, blue) <= 45
}

/**
 * Whether a colour number of the 256-colour palette is a grey. 8 is bright black, 232 to 255 go from black to white, and 16 to 231 are a
 * cube with six levels for each of red, green and blue.
 */
function isGreyIndex(index: number): boolean {
  if (index === 8) return true
  if (index >= 232) return index >= 238 && index <= 248
  if (index < 16) return false
  const level = (step: number) => [0, 95, 135, 175, 215, 255][step] ?? 0
  const cube = index - 16
  return isGreyColour([2, level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6)])
}
