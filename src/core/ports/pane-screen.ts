/** One look at a pane, with what tells a prompt from other text: which characters are faint, and where the cursor is. */
export interface PaneScreen {
  /** One line a row, trailing blanks and the blank rows at the end cut. */
  readonly text: string
  /** The same rows with a blank for each faint or grey character: hints, suggestions and notes are gone. */
  readonly solid: string
  /** The same rows with nothing but what is grey by a colour that the program chose: its hint, or a draft in a theme of greys. */
  readonly grey: string
  readonly columns: number
  /** The program shows the alternate screen, as editors and pagers do. */
  readonly isAlternate: boolean
  /** Where the next typed character would go, the most likely place first; empty: the program shows no cursor. */
  readonly cursors: readonly ScreenCursor[]
}

export interface ScreenCursor {
  /** Row of `text`, from 0; it may lie below the last one. */
  readonly row: number
  /** Index into that row of `text`; it may lie behind its end. */
  readonly column: number
  /** terminal: the cursor of the terminal, shown. drawn: a single reversed character, as programs draw it that hide the terminal's. hidden: where that one is. */
  readonly kind: 'terminal' | 'drawn' | 'hidden'
}

/** A screen of which nothing but its text is known. */
export function plainScreen(text: string): PaneScreen {
  return { text, solid: text, grey: '', columns: 0, isAlternate: false, cursors: [] }
}
