/**
 * The content of an agent's terminal at one moment, with the things by which czar recognises a prompt: faint characters and the position of
 * the cursor.
 */
export interface PaneScreen {
  /** The text on the screen, one line per row. Blanks at the ends of rows and empty rows at the bottom are left out. */
  readonly text: string
  /**
   * The same rows with a blank in place of each faint or grey character. Hints, suggestions and notes are faint, so only what was really
   * typed or said remains.
   */
  readonly solid: string
  /** The same rows with only the text in the grey that the program itself uses. This is its hint or, in a grey theme, a draft. */
  readonly grey: string
  readonly columns: number
  /** Whether the program uses the terminal's alternate screen, as editors and pagers do. */
  readonly isAlternate: boolean
  /** Where the next typed character may appear, the most likely place first. The list is empty if there is no cursor. */
  readonly cursors: readonly ScreenCursor[]
}

export interface ScreenCursor {
  /** The row of `text`, counted from 0. It may be below the last row. */
  readonly row: number
  /** The position in that row of `text`. It may be behind the end of the row. */
  readonly column: number
  /**
   * How the cursor is shown. terminal: it is the terminal's visible cursor. drawn: the program drew a character in reversed colours.
   * hidden: it is the terminal's cursor, but the program hides it.
   */
  readonly kind: 'terminal' | 'drawn' | 'hidden'
}

/** Makes a screen of plain text, without colours and without a cursor. */
export function plainScreen(text: string): PaneScreen {
  return { text, solid: text, grey: '', columns: 0, isAlternate: false, cursors: [] }
}
