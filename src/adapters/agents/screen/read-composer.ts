import type { PromptMark } from '../../../core/model/prompt-kind.ts'
import type { ScreenReading } from '../../../core/ports/agents-port.ts'
import type { PaneScreen, ScreenCursor } from '../../../core/ports/pane-screen.ts'
import { isContinuation } from './continuation.ts'
import { isReadyAtCursor, type OwnPrompt, readOwnPrompt } from './own-prompt.ts'
import { isFrame, type ScreenRows, toRows, withoutBars } from './screen-rows.ts'

/** The composer of one screen, and where its prompt stands. */
export interface ComposerReading extends Pick<ScreenReading, 'composer' | 'draftChars'> {
  /** The cursor of the screen stands in the composer: the strongest sign that keys go there. */
  readonly isAtCursor: boolean
  /** Row of a prompt that is a line of its own with nothing drawn below; null: the composer has a frame, or was not found. */
  readonly lineAt: number | null
  /** The first row of the composer; null: it was not found. */
  readonly row: number | null
  /** How it was known; null: it was not. */
  readonly prompt: Omit<PromptMark, 'greyChars'> | null
}

export const UNREADABLE_COMPOSER: ComposerReading = {
  composer: 'unknown',
  draftChars: null,
  isAtCursor: false,
  lineAt: null,
  row: null,
  prompt: null,
}

/**
 * Marks that programs put before what is typed, perhaps inside a frame. Not those of shells and interpreters, and not `!`, which Claude
 * Code, Codex and Gemini CLI show when the line goes to a shell: a brief is no script.
 */
const MARK = /^[\s│┃|]*(?:❯|›|»|>|→|➜|λ|\*)(?:\s|$)/u
/** Without a cursor only the marks count that stand for nothing else. */
const PLAIN_MARK = /^[\s│┃|]*[❯›»>](?:\s|$)/u
/** A choice in a list (`❯ 1. Yes`) is no composer. */
const CHOICE = /^\d+[.)]\s/
/**
 * Hints that stand in an empty composer, for programs that do not draw them faint and for screens without colours
 * (Claude Code 2.1, Codex 0.169, Gemini CLI 0.61, opencode 1.18).
 */
const HINTS = [/^Try "/, /^Ask Codex to do anything/, /^Type your message/, /^Ask anything/, /^Press up to edit queued messages/]
/** A composer stands among so many of the last rows that are not blank; above them is transcript. */
const FOOT_ROWS = 8

/**
 * Finds where typed text would go, and what is there but not sent. The cursor decides; only a screen whose cursor tells
 * nothing is read by its words. `ready`: the profile's pattern for a prompt of the program's own.
 */
export function readComposer(screen: PaneScreen, ready: string | null): ComposerReading {
  const rows = toRows(screen)
  for (const cursor of screen.cursors) {
    const found = readAtCursor(rows, cursor, ready)
    if (found !== null) return { ...found, isAtCursor: true }
  }
  return screen.cursors.some(cursor => standsElsewhere(rows, cursor)) ? UNREADABLE_COMPOSER : readByWords(rows, ready)
}

function readAtCursor(rows: ScreenRows, cursor: ScreenCursor, ready: string | null): ComposerReading | null {
  // A pattern with an end is the whole prompt; one without may go on into what is typed.
  const own = ready === null ? null : readOwnPrompt(rows, cursor, ready)
  if (own !== null && ready?.endsWith('$')) return { ...ownReading(own), isAtCursor: true }
  const at = markAbove(rows, cursor)
  if (at !== null) return readFrom(rows, at, cursor)
  // Words behind a pattern without an end may be a draft, or a question that the pattern happens to be in.
  if (own !== null) return own.typed === '' ? { ...ownReading(own), isAtCursor: true } : UNREADABLE_COMPOSER
  return ready !== null && isReadyAtCursor(rows, cursor, ready) ? readUnmarked(rows, cursor) : null
}

/** The row with the mark of the composer that the cursor is in: its own, or one above with nothing but further lines between. */
function markAbove(rows: ScreenRows, cursor: ScreenCursor): number | null {
  for (let row = cursor.row; row >= 0; row--) {
    const text = rows.text[row] ?? ''
    const mark = MARK.exec(text)
    if (mark !== null) return isComposerRow(rows, row) && isBehind(rows, { row, width: mark[0].length }, cursor) ? row : null
    if (isFrame(text) || !goesOn(rows, row)) return null
  }
  return null
}

/** Behind the mark, in its row or under its text; in a row that a full one goes over into, anywhere. Under a list the cursor stands left. */
function isBehind(rows: ScreenRows, mark: { readonly row: number; readonly width: number }, { row, column }: ScreenCursor): boolean {
  if (row === mark.row) return column >= mark.width - 1
  return column >= mark.width || isFull(rows, row - 1)
}

function isFull({ text, columns }: ScreenRows, row: number): boolean {
  return columns > 0 && (text[row] ?? '').length >= columns - 1
}

/** Not a choice in the midst of a box, nor the filter of a picker such as fzf, which counts its lines right above. */
function isComposerRow({ text }: ScreenRows, row: number): boolean {
  return !isWithinBox(text, row) && !/^\s*\d+\/\d+(?:\s|$)/.test(text[row - 1] ?? '')
}

/** A further line of a composer is indented, blank, or what did not fit into the full row above it. */
function goesOn(rows: ScreenRows, row: number): boolean {
  return /^(?:[\s│┃|]|$)/.test(rows.text[row] ?? '') || isFull(rows, row - 1)
}

function readFrom(rows: ScreenRows, at: number, cursor: ScreenCursor): ComposerReading | null {
  const first = rows.text[at] ?? ''
  const start = MARK.exec(first)?.[0].length ?? 0
  if (CHOICE.test(behindMark(first))) return UNREADABLE_COMPOSER
  const frame = frameBelow(rows, at)
  // A list to choose from has the same mark, and the hidden cursor may be anywhere.
  if (cursor.kind === 'hidden' && frame === null) return null
  if (frame === null && isContinuation(rows.text, at)) return UNREADABLE_COMPOSER
  const end = frame ?? cursor.row + 1
  const below = frame === null && rows.text.slice(cursor.row + 1).every(text => text.trim() === '')
  const isOnHint = cursor.row === at && cursor.column <= start + 2 && isHint(first)
  const typed = [(rows.solid[at] ?? '').slice(start), ...rows.solid.slice(at + 1, end)].map(withoutBars).join('\n').trim()
  return { ...draftOf(isOnHint ? '' : typed), isAtCursor: true, lineAt: below ? at : null, row: at, prompt: promptOf(first) }
}

/** The frame that ends a composer, when only its further lines stand between. */
function frameBelow(rows: ScreenRows, at: number): number | null {
  for (let row = at + 1; row < rows.text.length; row++) {
    if (isFrame(rows.text[row] ?? '')) return row
    if (!goesOn(rows, row)) return null
  }
  return null
}

/** A composer without a mark: the box around the cursor, or the line that it stands in. */
function readUnmarked(rows: ScreenRows, { row }: ScreenCursor): ComposerReading {
  const top = rows.text.slice(0, row).findLastIndex(isFrame)
  const bottom = frameBelow(rows, row)
  const isBox = top >= 0 && bottom !== null && rows.text.slice(top + 1, bottom).every(text => /^(?:\s*[│┃|]|\s|$)/.test(text))
  const inside = isBox ? rows.solid.slice(top + 1, bottom) : [rows.solid[row] ?? '']
  return {
    ...draftOf(inside.map(withoutBars).join('\n').trim()),
    isAtCursor: true,
    row: isBox ? top : row,
    prompt: { mark: null, isOwn: true },
  }
}

/** `Continue? [y/N] ` with the cursor behind it, or a list with the cursor in it: keys go there, whatever stands elsewhere. */
function standsElsewhere({ text }: ScreenRows, { row, column, kind }: ScreenCursor): boolean {
  const line = text[row] ?? ''
  if (kind === 'hidden') return MARK.test(line) && isWithinBox(text, row)
  return (kind === 'terminal' ? line : line.slice(0, column)).trim() !== ''
}

function readByWords(rows: ScreenRows, ready: string | null): ComposerReading {
  const last = { row: rows.text.length - 1, column: (rows.text.at(-1) ?? '').length + 1, kind: 'drawn' } as const
  const own = ready === null ? null : readOwnPrompt(rows, last, ready)
  if (own !== null) return ownReading(own)
  const at = rows.text.findLastIndex((text, row) => (PLAIN_MARK.test(text) || isHint(text)) && isComposerRow(rows, row))
  if (at < 0 || rows.text.slice(at).filter(text => text.trim() !== '').length > FOOT_ROWS) return UNREADABLE_COMPOSER
  const start = MARK.exec(rows.text[at] ?? '')?.[0].length ?? 0
  const shown = behindMark(rows.text[at] ?? '')
  if (isHint(rows.text[at] ?? '')) return { ...draftOf(''), row: at, prompt: promptOf(rows.text[at] ?? '') }
  const frame = frameBelow(rows, at)
  // Without a frame it may as well be a line of a list, or of the transcript.
  if (CHOICE.test(shown) || (shown !== '' && frame === null)) return UNREADABLE_COMPOSER
  const typed = [(rows.solid[at] ?? '').slice(start), ...rows.solid.slice(at + 1, frame ?? at + 1)]
  return { ...draftOf(typed.map(withoutBars).join('\n').trim()), row: at, prompt: promptOf(rows.text[at] ?? '') }
}

function isHint(row: string): boolean {
  return MARK.test(row) && HINTS.some(hint => hint.test(behindMark(row)))
}

function behindMark(row: string): string {
  return withoutBars(row.slice(MARK.exec(row)?.[0].length ?? 0)).trim()
}

function ownReading({ row, typed, mark }: OwnPrompt): ComposerReading {
  return { ...draftOf(typed), lineAt: row, row, prompt: { mark, isOwn: true } }
}

function promptOf(row: string): Omit<PromptMark, 'greyChars'> {
  return { mark: MARK.exec(row)?.[0].trim().at(-1) ?? null, isOwn: false }
}

function draftOf(text: string): ComposerReading {
  const reading = { isAtCursor: false, lineAt: null, row: null, prompt: null }
  return text === '' ? { ...reading, composer: 'empty', draftChars: null } : { ...reading, composer: 'draft', draftChars: [...text].length }
}

/** A choice in the midst of a box (`│ › Some provider`, Qwen Code 0.24.4): a composer begins where its box does. */
function isWithinBox(lines: readonly string[], at: number): boolean {
  const above = lines[at - 1] ?? ''
  return /^\s*[│┃|]/.test(lines[at] ?? '') && !isFrame(above)
}
