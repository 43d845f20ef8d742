/** One capture of a pane, with the features by which a prompt is recognised: faint characters and the cursor's position. */
export interface PaneScreen {
  /** One line per row, without trailing blanks and final blank rows. */
  readonly text: string
  /** The same rows with each faint or grey character blanked, so that hints, suggestions and notes are gone. */
  readonly solid: string
  /** The same rows with only the text in the program's own grey: its hint, or a draft in a grey theme. */
  readonly grey: string
  readonly columns: number
  /** Whether the program uses the alternate screen, as editors and pagers do. */
  readonly isAlternate: boolean
  /** Possible positions of the next typed character, most likely first; empty: no cursor. */
  readonly cursors: readonly ScreenCursor[]
}

export interface ScreenCursor {
  /** Row of `text`, from 0. It may be below the last row. */
  readonly row: number
  /** Index into that row of `text`. It may be past the row's end. */
  readonly column: number
  /** terminal: the visible terminal cursor. drawn: a reversed character that the program drew. hidden: the hidden terminal cursor. */
  readonly kind: 'terminal' | 'drawn' | 'hidden'
}

/** A screen of plain text without attributes and cursor. */
export function plainScreen(text: string): PaneScreen {
  return { text, solid: text, grey: '', columns: 0, isAlternate: false, cursors: [] }
}
