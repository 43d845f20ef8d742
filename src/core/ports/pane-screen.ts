/** One capture of a pane, with the marks of a prompt: faint characters and the cursor position. */
export interface PaneScreen {
  /** One line per row, without trailing blanks and final blank rows. */
  readonly text: string
  /** The same rows with each faint or grey character blanked: no hints, suggestions or notes. */
  readonly solid: string
  /** The same rows with only text in a grey colour the program chose: its hint, or a draft in a grey theme. */
  readonly grey: string
  readonly columns: number
  /** Whether the program uses the alternate screen, as editors and pagers do. */
  readonly isAlternate: boolean
  /** Possible positions of the next typed character, most likely first; empty: no cursor. */
  readonly cursors: readonly ScreenCursor[]
}

export interface ScreenCursor {
  /** Row of `text`, from 0; it may be below the last one. */
  readonly row: number
  /** Index into that row of `text`; it may be past its end. */
  readonly column: number
  /** terminal: the visible terminal cursor. drawn: one reversed character, drawn by the program. hidden: the hidden terminal cursor. */
  readonly kind: 'terminal' | 'drawn' | 'hidden'
}

/** A screen of plain text, without attributes or cursor. */
export function plainScreen(text: string): PaneScreen {
  return { text, solid: text, grey: '', columns: 0, isAlternate: false, cursors: [] }
}
