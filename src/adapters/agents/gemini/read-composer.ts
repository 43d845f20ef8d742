import type { PaneScreen } from '../../../core/ports/pane-screen.ts'
import { type ComposerReading, readComposer, UNREADABLE_COMPOSER } from '../screen/read-composer.ts'
import { isFrame, type ScreenRows, toRows, withoutBars } from '../screen/screen-rows.ts'

/** A horizontal line as wide as the screen, which is above the input field. A line of hints is between the two. */
const RULE = /^─{20,}$/
const MARK = /^ [>*] /
const MARK_WIDTH = 3
/** Further lines of the input field are indented like its first line, but the lines below the input field are not. */
const FURTHER = /^ {3}\S/
const NEAR_ROWS = 4
const HINT = /^(?:Type your message|Press 'Esc' for NORMAL mode)/

/**
 * Finds the input field by the line above it, because the cursor is not reliable. In a pane without focus, Gemini CLI 0.61 draws no cursor,
 * but it may draw one in the output of a command. With 256 colours, the input field has a background and no frame.
 */
export function readGeminiComposer(screen: PaneScreen, ready: string | null): ComposerReading {
  const below = readBelowRule(screen)
  return below.composer === 'unknown' ? readComposer(screen, ready) : below
}

function readBelowRule(screen: PaneScreen): ComposerReading {
  const rows = toRows(screen)
  const last = rows.text.findLastIndex(row => RULE.test(row))
  const below = readBelow(screen, rows, last)
  if (below !== null) return below.reading
  // With the setting `ui.useBackgroundColor: false`, there is such a line below the input field too.
  const above = readBelow(
    screen,
    rows,
    rows.text.slice(0, Math.max(0, last)).findLastIndex(row => RULE.test(row)),
  )
  return above?.end === last ? above.reading : UNREADABLE_COMPOSER
}

/** The input field right below this line, and the row that ends it. Returns null if there is none. */
function readBelow(screen: PaneScreen, { text, solid }: ScreenRows, rule: number): { reading: ComposerReading; end: number } | null {
  const row = text.findIndex((each, at) => at > rule && MARK.test(each))
  if (rule < 0 || row < 0 || row - rule > NEAR_ROWS) return null
  const rest = text.slice(row + 1)
  const further = rest.findIndex(
    (each, at) => isFrame(each) || !(FURTHER.test(each) || (each.trim() === '' && FURTHER.test(rest[at + 1] ?? ''))),
  )
  const end = further < 0 ? text.length : row + 1 + further
  const rows = solid.slice(row, end)
  const typed = [rows[0]?.slice(MARK_WIDTH) ?? '', ...rows.slice(1)].map(withoutBars).join('\n').trim()
  const isAtCursor = screen.cursors.some(cursor => cursor.row >= row && cursor.row < end)
  const reading = { ...UNREADABLE_COMPOSER, row, isAtCursor }
  const isEmpty = typed === '' || HINT.test(typed)
  return { end, reading: isEmpty ? { ...reading, composer: 'empty' } : { ...reading, composer: 'draft', draftChars: [...typed].length } }
}
