import type { ScreenReading } from '../../core/ports/agents-port.ts'
import type { PaneScreen, ScreenCursor } from '../../core/ports/pane-screen.ts'
import type { DeliveryRequest } from './delivery.ts'

type Known = Pick<DeliveryRequest, 'messageId' | 'text'>

/** A part of a horizontal line, such as the upper edge of a box. */
const EDGE = /[─━═▀▄]/u
const FRAME_AND_BLANK = /[\s\u2500-\u257f|]/gu
const TAIL_CHARS = 40
/**
 * How many characters of a text must match. The number is small, so that czar finds a text even if the program repeats, leaves out or
 * decorates some of its lines.
 */
const NEAR_CHARS = 16

/** Whether the text contains its own id, which no other text contains. */
export function isMarked({ messageId, text }: Known): boolean {
  return showsMarker(messageId, text.slice(0, text.search(/\n|$/)))
}

/** Whether the screen contains the id of the message, for example `[czar m1` but not `[czar m12`. */
export function showsMarker(messageId: string, screen: string): boolean {
  const marker = `[czar ${messageId}`
  for (let at = screen.indexOf(marker); at >= 0; at = screen.indexOf(marker, at + 1)) {
    if (!/[\w-]/.test(screen.charAt(at + marker.length))) return true
  }
  return false
}

/**
 * Whether the screen shows the placeholder that a program draws in its input field instead of a long paste, with the line or character
 * count of this text. Claude Code 2.1: `[Pasted text #1 +200 lines]`, Codex 0.169: `[Pasted Content 7793 chars]`, opencode 1.18: `[Pasted
 * ~201 lines]`, Gemini 0.61: `[Pasted Text: 201 lines]`.
 */
export function showsPlaceholder({ text }: Known, screen: string): boolean {
  const lines = text.split('\n').length
  for (const [, count, unit] of screen.matchAll(/\[Pasted\b[^\]\n]*?[+~: ](\d+) (lines|chars)[^\]\n]*\]/gi)) {
    if (unit?.toLowerCase() === 'chars' ? Number(count) === text.length : Math.abs(Number(count) - lines) <= 1) return true
  }
  return false
}

/** Whether the screen shows the text: its beginning, its end (even across several lines or in a frame), or its placeholder. */
export function showsText(request: Known, screen: string): boolean {
  if (showsMarker(request.messageId, screen)) return isMarked(request)
  return showsEnd(request, screen)
}

/**
 * Whether the end of the text is right before a cursor. That place is then the agent's input field, even if its prompt character has
 * scrolled out of sight.
 */
export function endsAtCursor({ text }: Known, { text: shown, cursors }: PaneScreen): boolean {
  const rows = shown.split('\n')
  const tail = flat(text).slice(-TAIL_CHARS)
  return cursors.some(cursor => drawnBefore(rows, cursor).endsWith(tail))
}

/**
 * Whether a cursor is right behind some words of the text. That place is then the input field with this text, even if the rest of the text
 * is gone.
 */
export function standsInText({ text }: Known, { text: shown, cursors }: PaneScreen): boolean {
  const rows = shown.split('\n')
  const whole = flat(text)
  const chars = Math.min(NEAR_CHARS, whole.length)
  return cursors.some(cursor => {
    const above = drawnBefore(rows, cursor)
    return above.length >= chars && whole.includes(above.slice(-chars))
  })
}

/**
 * Whether the line with a visible cursor contains the end of the text, even with something added. If it does, the program has not taken
 * the text yet.
 */
export function isInCursorLine({ text }: Known, { text: shown, cursors, columns }: PaneScreen): boolean {
  const rows = shown.split('\n')
  const end = flat(text).slice(-NEAR_CHARS)
  return cursors.some(cursor => {
    if (cursor.kind === 'hidden') return false
    let first = cursor.row
    while (columns > 0 && first > 0 && (rows[first - 1] ?? '').length >= columns - 1) first -= 1
    const above = drawnBefore(rows, cursor)
    const endsAt = above.lastIndexOf(end) + end.length
    return above.includes(end) && above.length - endsAt < drawnBefore(rows, cursor, first).length
  })
}

/**
 * Whether the screen shows the end of the text, or a placeholder with the size of the whole text (such as `[Pasted text #1 +40 lines]`).
 * If the text was cut off, the screen shows neither.
 */
export function showsEnd(request: Known, screen: string): boolean {
  return showsPlaceholder(request, screen) || flat(screen).includes(flat(request.text).slice(-TAIL_CHARS))
}

/**
 * Whether the characters before the cursor fit the text. They fit if they end with the whole text. They also fit if they are the end of
 * the text and fill the box or the screen from its upper edge. A placeholder with the number of the text's lines stands for the whole
 * text.
 */
export function agreesAtCursor(request: Known, screen: PaneScreen): boolean {
  return showsPlaceholder(request, screen.text) || drawsTextAtCursor(request, screen)
}

/** Like agreesAtCursor, but placeholders do not count: each character before the cursor must belong to the text. */
export function drawsTextAtCursor(request: Known, { text: shown, cursors }: PaneScreen): boolean {
  const rows = shown.split('\n')
  const whole = flat(request.text)
  return cursors.some(cursor => {
    const edge = rows.slice(0, cursor.row).findLastIndex(line => EDGE.test(line) && flat(line) === '')
    const drawn = drawnBefore(rows, cursor, edge + 1)
    const isEnd = whole.endsWith(drawn.replace(/^[❯›»>*]/u, '')) && drawn.length >= Math.min(NEAR_CHARS, whole.length)
    return drawn.endsWith(whole) || isEnd
  })
}

/**
 * Compares what a program shows of its input (its echo) with the text, line by line, including the lines above the screen. 'whole': it
 * shows the whole text. 'other': after the beginning of the text it shows something else. 'unknown': neither can be said.
 */
export function echoOf(request: Known, above: string): 'whole' | 'other' | 'unknown' {
  if (flat(above).includes(flat(request.text))) return 'whole'
  return showsMarker(request.messageId, above) && !showsPlaceholder(request, above) ? 'other' : 'unknown'
}

/** Whether the screen shows a dialog. A dialog that czar's own text merely quotes does not count. */
export function showsForeignDialog(request: Known, { dialog }: Pick<ScreenReading, 'dialog'>): boolean {
  return dialog !== null && !flat(request.text).includes(flat(dialog.text))
}

/** The text that is drawn before a cursor, from row `from` on. By default enough rows are read to contain the end of any text. */
function drawnBefore(rows: readonly string[], { row, column }: ScreenCursor, from = Math.max(0, row - TAIL_CHARS)): string {
  return flat([...rows.slice(from, row), (rows[row] ?? '').slice(0, column)].join(''))
}

/** The text without layout and without the marks of a paste, which a terminal in line mode shows as `^[[200~` and `^[[201~`. */
function flat(text: string): string {
  return text.replace(/\^\[\[20[01]~/g, '').replace(FRAME_AND_BLANK, '')
}
