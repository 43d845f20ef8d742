export interface Composer {
  readonly type: (text: string) => void
  readonly paste: (text: string) => void
  readonly backspace: () => void
  readonly clear: () => void
  /** The whole text, with pastes in full. */
  readonly text: () => string
  /** The input line as it is drawn. A long paste is shown as its number of lines. */
  readonly shown: () => string
}

interface Piece {
  readonly text: string
  readonly shown: string
}

/** A paste with more than FOLD_LINES lines or FOLD_CHARS characters is shown as its number of lines. */
const FOLD_LINES = 3
const FOLD_CHARS = 800

/** Makes the input line, which holds the typed text until it is sent. */
export function createComposer(): Composer {
  let pieces: Piece[] = []
  let pastes = 0

  function paste(text: string): void {
    const lines = text.split(/\r\n|\r|\n/)
    const folds = lines.length > FOLD_LINES || text.length > FOLD_CHARS
    if (folds) pastes += 1
    pieces.push({ text: text.replace(/\r\n?/g, '\n'), shown: folds ? `[Pasted text #${pastes} +${lines.length} lines]` : lines.join('⏎') })
  }

  function backspace(): void {
    const last = pieces.pop()
    if (last === undefined || last.text !== last.shown || last.text.length <= 1) return
    const shorter = [...last.text].slice(0, -1).join('')
    pieces.push({ text: shorter, shown: shorter })
  }

  return {
    type: text => void pieces.push({ text, shown: text }),
    paste,
    backspace,
    clear: () => {
      pieces = []
    },
    text: () => pieces.map(piece => piece.text).join(''),
    shown: () => pieces.map(piece => piece.shown).join(''),
  }
}
