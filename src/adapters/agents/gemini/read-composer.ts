import type { PaneScreen } from '../../../core/model/pane-screen.ts'
import { type ComposerReading, readComposer, UNREADABLE_COMPOSER } from '../screen/read-composer.ts'
import { isFrame, toRows, withoutBars } from '../screen/screen-rows.ts'

/** A rule as wide as the screen runs above the composer, with a line of hints between. */
const RULE = /^─{20,}$/
const MARK = /^ [>*] /
const MARK_WIDTH = 3
/** A line of the composer is indented as far as its first one, lines of the footer are not. */
const FURTHER = /^ {3}\S/
const NEAR_ROWS = 4
const HINT = /^(?:Type your message|Press 'Esc' for NORMAL mode)/

/**
 * Gemini CLI 0.61 draws no cursor while its terminal has no focus, as in a pane that nobody looks at; and with 256 colours its
 * composer has a ground in place of a frame. The output of a command in its transcript has a drawn cursor all the same. So the rule
 * above the composer tells where it is.
 */
export function readGeminiComposer(screen: PaneScreen, ready: string | null): ComposerReading {
  const below = readBelowRule(screen)
  return below.composer === 'unknown' ? readComposer(screen, ready) : below
}

function readBelowRule(screen: PaneScreen): ComposerReading {
  const { text, solid } = toRows(screen)
  const rule = text.findLastIndex(row => RULE.test(row))
  const row = text.findIndex((each, at) => at > rule && MARK.test(each))
  if (rule < 0 || row < 0 || row - rule > NEAR_ROWS) return UNREADABLE_COMPOSER
  const rest = text.slice(row + 1)
  const end = rest.findIndex(
    (each, at) => isFrame(each) || !(FURTHER.test(each) || (each.trim() === '' && FURTHER.test(rest[at + 1] ?? ''))),
  )
  const rows = solid.slice(row, end < 0 ? undefined : row + 1 + end)
  const typed = [rows[0]?.slice(MARK_WIDTH) ?? '', ...rows.slice(1)].map(withoutBars).join('\n').trim()
  const isAtCursor = screen.cursors.some(cursor => cursor.row >= row && cursor.row < row + rows.length)
  const reading = { ...UNREADABLE_COMPOSER, row, isAtCursor }
  return typed === '' || HINT.test(typed)
    ? { ...reading, composer: 'empty' }
    : { ...reading, composer: 'draft', draftChars: [...typed].length }
}
