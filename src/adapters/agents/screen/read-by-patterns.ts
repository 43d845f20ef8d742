import { AGENT_TRAITS } from '../../../core/model/agent-traits.ts'
import type { AgentProfile, DialogRule } from '../../../core/model/project.ts'
import type { ScreenReading } from '../../../core/ports/agents-port.ts'
import type { PaneScreen } from '../../../core/ports/pane-screen.ts'
import { findPattern, findPatterns } from '../../../core/text/linear-pattern.ts'
import { isDialogField } from './dialog-field.ts'
import { type ComposerReading, readComposer, UNREADABLE_COMPOSER } from './read-composer.ts'
import { isFrame, toRows, withoutBars } from './screen-rows.ts'

/** Matches one answer in a list of possible answers. */
const CHOICE = /^(?:\d+|[a-zA-Z])[.)]\s|^[-*•]\s/

/**
 * A question may be this many rows above the input field, with its possible answers in between. A notice about a retry is looked for in
 * the same rows.
 */
const NEAR_ROWS = 12

/**
 * Matches a question mark at the end of a line: Latin and Cyrillic, Chinese and Japanese, Arabic, and Greek (U+037E, which looks like a
 * semicolon).
 */
const ASKS = /[\p{L}\p{N})"'’”`\]»*_]\s*[?？؟\u037e]+$/u

const DECORATION = /(?:[\s*_~`"'’”»)\]」』）]|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f)+$/u

/** A driver's patterns for the screen of its program, in addition to those of the profile. */
export interface ScreenKnowledge {
  readonly dialogs?: readonly DialogRule[]
  /** Matches the screen on which the program asks the user to log in. */
  readonly login?: RegExp
  /** Matches the notice that the program will retry a request. A group of the pattern has the cause. */
  readonly retrying?: RegExp
  /** Matches the beginning of the terminal's title while the program works. */
  readonly spinner?: RegExp
  /** The program's own way to find its input field, if that looks different from those of other programs. */
  readonly composer?: (screen: PaneScreen) => ComposerReading
}

/** Reads a screen by the profile's patterns, the driver's patterns and the cursor. It never guesses anything else. */
export function readByPatterns(profile: AgentProfile, screen: PaneScreen, title: string, known: ScreenKnowledge = {}): ScreenReading {
  const { text } = toRows(screen)
  const shown = text.join('\n')
  const found = findComposer(profile, screen, known)
  // If the cursor is in the input field, a dialog on the screen has already been answered, or is only quoted.
  const dialog = found.isAtCursor && found.composer !== 'unknown' ? null : shownDialog(profile, shown, known)
  const { composer, draftChars } = dialog === null ? found : UNREADABLE_COMPOSER
  return {
    ready: isReady(profile, { ...found, composer }, shown),
    busy: startsWithSpinner(title, known) || isBusy(profile, text, found),
    dialog,
    composer,
    ...(composer === 'unknown' || found.prompt === null ? {} : { prompt: { ...found.prompt, greyChars: greyBehindCursor(screen, found) } }),
    question: composer === 'empty' ? questionAbove(text, found.row) : null,
    draftChars,
    retrying: dialog === null ? retriedAbove(text, found.row, known.retrying) : null,
  }
}

/**
 * Finds the input field. For a program that was not tested with czar, a field that belongs to a dialog does not count. Tested programs
 * show a line of help below their real input field.
 */
function findComposer({ kind, ready }: AgentProfile, screen: PaneScreen, { composer }: ScreenKnowledge): ComposerReading {
  const found = composer?.(screen) ?? readComposer(screen, ready?.screen ?? null)
  const isField = !AGENT_TRAITS[kind].hasKnownPrompt && found.prompt?.isOwn !== true && isDialogField(screen, found)
  return isField ? UNREADABLE_COMPOSER : found
}

/**
 * Whether the program is ready, if czar does not know its prompt. Without a pattern `ready`, the program is ready if the cursor is in an
 * empty input field.
 */
function isReady({ kind, ready }: AgentProfile, { composer, isAtCursor }: ComposerReading, shown: string): boolean {
  if (ready === null && !AGENT_TRAITS[kind].hasKnownPrompt) return composer === 'empty' && isAtCursor
  return composer !== 'unknown' && shows(ready?.screen, shown)
}

function shownDialog(profile: AgentProfile, shown: string, { dialogs = [], login }: ScreenKnowledge): ScreenReading['dialog'] {
  for (const rule of [...profile.dialogs, ...dialogs]) {
    const match = findPattern(rule.screen, shown)
    if (match !== null) return { text: match.text, keys: rule.keys }
  }
  const asked = login?.exec(shown)?.[0]
  return asked === undefined ? null : { text: asked, keys: null }
}

function greyBehindCursor({ grey, cursors }: PaneScreen, { row, isAtCursor }: ComposerReading): number {
  const cursor = cursors.find(each => each.row >= (row ?? 0))
  if (!isAtCursor || cursor === undefined) return 0
  return [...withoutBars((grey.split('\n')[cursor.row] ?? '').slice(cursor.column))].length
}

/** The last sentence above the input field, if it is a question. The sentence may be wrapped or decorated. */
function questionAbove(rows: readonly string[], composer: number | null): string | null {
  const above = rows.slice(0, composer ?? 0).map(row => (isFrame(row) ? '' : withoutDecoration(withoutBars(row))))
  const end = above.findLastIndex(row => row !== '' && (!CHOICE.test(row) || ASKS.test(row)))
  const choices = above.slice(end + 1).filter(row => row !== '').length
  if (end < 0 || choices > NEAR_ROWS || !ASKS.test(above[end] ?? '')) return null
  const begin = above.slice(0, end).findLastIndex(row => row === '' || /[.!?:]$/.test(row)) + 1
  // Keeps only the last sentence of the paragraph.
  return above
    .slice(begin, end + 1)
    .join(' ')
    .replace(/^.*[.!:]\s+(?=\S)/u, '')
}

/** Removes Markdown marks, closing quotes, brackets and emoji at the end of a row. A row without letters or digits becomes ''. */
function withoutDecoration(row: string): string {
  if (!/[\p{L}\p{N}]/u.test(row)) return ''
  const bare = row.replace(DECORATION, '')
  return /[?？؟\u037e]$/u.test(bare) ? bare : row.trim()
}

/** The cause in a notice about a retry. Programs show it right above the input field, so text higher up is not looked at. */
function retriedAbove(rows: readonly string[], composer: number | null, pattern: RegExp | undefined): string | null {
  if (pattern === undefined) return null
  const near = rows.slice(0, composer ?? rows.length).slice(-NEAR_ROWS)
  const match = pattern.exec(near.join('\n'))
  return match === null ? null : (match[1] ?? match[0]).trim()
}

/**
 * Whether the program is busy. A program that reads line by line leaves older output above its prompt, so only rows from the prompt on
 * count.
 */
function isBusy({ busy }: AgentProfile, rows: readonly string[], { lineAt }: ComposerReading): boolean {
  if (busy === null) return false
  const live = lineAt === null ? rows : rows.slice(lineAt)
  return shows(busy.screen, live.join('\n'))
}

function shows(pattern: string | undefined, text: string): boolean {
  // Captured rows have no blanks at their ends, but many prompts (`mybot> `) end in a blank. So the pattern is also tried with a blank at
  // the end.
  return pattern !== undefined && [text, text.replace(/$/gm, ' ')].some(each => findPatterns(pattern, each).length > 0)
}

/**
 * Whether the title shows that the program works. While they work, Codex 0.169 and Claude Code 2.1.197 begin the title with a braille
 * character.
 */
function startsWithSpinner(title: string, { spinner }: ScreenKnowledge): boolean {
  return /^[\u2800-\u28ff]/.test(title) || spinner?.test(title) === true
}
