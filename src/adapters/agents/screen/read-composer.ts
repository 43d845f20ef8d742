import type { PromptMark } from '../../../core/model/prompt-kind.ts'
import type { ScreenReading } from '../../../core/ports/agents-port.ts'
import type { PaneScreen, ScreenCursor } from '../../../core/ports/pane-screen.ts'
import { isContinuation } from './continuation.ts'
import { isReadyAtCursor, type OwnPrompt, readOwnPrompt } from './own-prompt.ts'
import { isFrame, type ScreenRows, toRows, withoutBars } from './screen-rows.ts'

/** The agent's input field (composer) on a screen, and where its prompt is. */
export interface ComposerReading extends Pick<ScreenReading, 'composer' | 'draftChars'> {
  /** True: the cursor is in the input field. This is the best evidence that keys go there. */
  readonly isAtCursor: boolean
  /** The row of a prompt below which nothing is drawn. null: the input field has a frame, or none was found. */
  readonly lineAt: number | null
  /** The first row of the input field. null: no prompt was found. */
  readonly row: number | null
  /** The prompt by which the input field was recognised. null: no prompt was found. */
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
 * Prompt characters at the beginning of agents' input fields, also inside a frame. The prompts of shells and interpreters are not included,
 * because these would run a text for an agent as commands. `!` is not included either, because with it Claude Code, Codex and Gemini CLI
 * pass the line to a shell.
 */
const MARK = /^[\s│┃|]*(?:❯|›|»|>|→|➜|λ|\*)(?:\s|$)/u
/** Prompt characters that have no other meaning. If there is no cursor, only these count. */
const PLAIN_MARK = /^[\s│┃|]*[❯›»>](?:\s|$)/u
/** Matches a possible answer in a list (`❯ 1. Yes`), which is not an input field. */
const CHOICE = /^\d+[.)]\s/
/**
 * Hints in an empty input field. They are needed where a program does not draw its hint faint, and on screens without colours (Claude Code
 * 2.1, Codex 0.169, Gemini CLI 0.61, opencode 1.18).
 */
const HINTS = [/^Try "/, /^Ask Codex to do anything/, /^Type your message/, /^Ask anything/, /^Press up to edit queued messages/]
/** The input field is among this many rows at the end of the screen, not counting blank ones. Above them is the conversation. */
const FOOT_ROWS = 8

/**
 * Finds the input field and a draft in it. The position of the cursor decides. The words on the screen count only if the cursor says
 * nothing. `ready` is the profile's pattern for the program's own prompt.
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
  // A pattern that ends in `$` matches the whole prompt. A pattern without `$` may match only a part, with more text behind it.
  const own = ready === null ? null : readOwnPrompt(rows, cursor, ready)
  if (own !== null && ready?.endsWith('$')) return { ...ownReading(own), isAtCursor: true }
  const at = markAbove(rows, cursor)
  if (at !== null) return readFrom(rows, at, cursor)
  // Text behind the match of a pattern without `$` may be a draft, or a part of a question that contains the pattern.
  if (own !== null) return own.typed === '' ? { ...ownReading(own), isAtCursor: true } : UNREADABLE_COMPOSER
  return ready !== null && isReadyAtCursor(rows, cursor, ready) ? readUnmarked(rows, cursor) : null
}

/**
 * The row with the prompt character of the input field. It is the row of the cursor, or a row above it if all rows in between belong to the
 * same input field.
 */
function markAbove(rows: ScreenRows, cursor: ScreenCursor): number | null {
  for (let row = cursor.row; row >= 0; row--) {
    const text = rows.text[row] ?? ''
    const mark = MARK.exec(text)
    if (mark !== null) return isComposerRow(rows, row) && isBehind(rows, { row, width: mark[0].length }, cursor) ? row : null
    if (isFrame(text) || !goesOn(rows, row)) return null
  }
  return null
}

/**
 * Whether the cursor is behind the prompt character, or below the text that follows this character. In a wrapped row, any column counts. In
 * a list, the cursor would be further left.
 */
function isBehind(rows: ScreenRows, mark: { readonly row: number; readonly width: number }, { row, column }: ScreenCursor): boolean {
  if (row === mark.row) return column >= mark.width - 1
  return column >= mark.width || isFull(rows, row - 1)
}

function isFull({ text, columns }: ScreenRows, row: number): boolean {
  return columns > 0 && (text[row] ?? '').length >= columns - 1
}

/**
 * Whether the row may be an input field. An answer in a box is not an input field. Neither is the search field of a program such as fzf,
 * which shows a number of lines right above it.
 */
function isComposerRow({ text }: ScreenRows, row: number): boolean {
  return !isWithinBox(text, row) && !/^\s*\d+\/\d+(?:\s|$)/.test(text[row - 1] ?? '')
}

/** Whether a row belongs to the input field in the row above: it is indented or blank, or the row above is full. */
function goesOn(rows: ScreenRows, row: number): boolean {
  return /^(?:[\s│┃|]|$)/.test(rows.text[row] ?? '') || isFull(rows, row - 1)
}

function readFrom(rows: ScreenRows, at: number, cursor: ScreenCursor): ComposerReading | null {
  const first = rows.text[at] ?? ''
  const start = MARK.exec(first)?.[0].length ?? 0
  if (CHOICE.test(behindMark(first))) return UNREADABLE_COMPOSER
  const frame = frameBelow(rows, at)
  // A list of possible answers has the same character. While the cursor is hidden, its position cannot tell the two apart.
  if (cursor.kind === 'hidden' && frame === null) return null
  if (frame === null && isContinuation(rows.text, at)) return UNREADABLE_COMPOSER
  const end = frame ?? cursor.row + 1
  const below = frame === null && rows.text.slice(cursor.row + 1).every(text => text.trim() === '')
  const isOnHint = cursor.row === at && cursor.column <= start + 2 && isHint(first)
  const typed = [(rows.solid[at] ?? '').slice(start), ...rows.solid.slice(at + 1, end)].map(withoutBars).join('\n').trim()
  return { ...draftOf(isOnHint ? '' : typed), isAtCursor: true, lineAt: below ? at : null, row: at, prompt: promptOf(first) }
}

/** The row of the frame that ends the input field. Returns null if another line comes first. */
function frameBelow(rows: ScreenRows, at: number): number | null {
  for (let row = at + 1; row < rows.text.length; row++) {
    if (isFrame(rows.text[row] ?? '')) return row
    if (!goesOn(rows, row)) return null
  }
  return null
}

/** Finds an input field that has no prompt character: the box around the cursor, or the line with the cursor. */
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

/** Whether the cursor is behind other text (`Continue? [y/N] `) or in a list. Keys then go there, and not to an input field. */
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
  // Without a frame, the row may belong to a list or to the conversation.
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

/**
 * Whether a row is inside a box, but is not its first row (`│ › Some provider`, Qwen Code 0.24.4). An input field would be in the first
 * row of its box.
 */
function isWithinBox(lines: readonly string[], at: number): boolean {
  const above = lines[at - 1] ?? ''
  return /^\s*[│┃|]/.test(lines[at] ?? '') && !isFrame(above)
}
