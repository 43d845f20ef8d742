import type { AgentProfile, DialogRule } from '../../../core/model/project.ts'
import type { ScreenReading } from '../../../core/ports/agents-port.ts'
import type { PaneScreen } from '../../../core/ports/pane-screen.ts'
import { findPattern, findPatterns } from '../../../core/text/linear-pattern.ts'
import { isDialogField } from './dialog-field.ts'
import { type ComposerReading, readComposer, UNREADABLE_COMPOSER } from './read-composer.ts'
import { isFrame, toRows, withoutBars } from './screen-rows.ts'

/** A line of what can be answered. */
const CHOICE = /^(?:\d+|[a-zA-Z])[.)]\s|^[-*•]\s/

/** So many lines with words may stand between a question and the composer, and so near does a notice stand. */
const NEAR_ROWS = 12

/** The question marks of Latin and Cyrillic, Chinese and Japanese, Arabic, and the Greek one, which is no semicolon. */
const ASKS = /[\p{L}\p{N})"'’”`\]»*_]\s*[?？؟\u037e]+$/u

const DECORATION = /(?:[\s*_~`"'’”»)\]」』）]|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f)+$/u

/** What a driver knows of its program's screen beside the profile. */
export interface ScreenKnowledge {
  readonly dialogs?: readonly DialogRule[]
  /** The program's question for a login. */
  readonly login?: RegExp
  /** A request that the program waits to try again; a group says what it met. */
  readonly retrying?: RegExp
  /** The program's composer, where it does not look like others. */
  readonly composer?: (screen: PaneScreen) => ComposerReading
}

/** Reads a screen by the profile's patterns, the driver's knowledge and the cursor; what none of them shows is not claimed. */
export function readByPatterns(profile: AgentProfile, screen: PaneScreen, title: string, known: ScreenKnowledge = {}): ScreenReading {
  const { text } = toRows(screen)
  const shown = text.join('\n')
  const found = findComposer(profile, screen, known)
  // A dialog that stands above a composer with the cursor in it was answered, or is quoted.
  const dialog = found.isAtCursor && found.composer !== 'unknown' ? null : shownDialog(profile, shown, known)
  const { composer, draftChars } = dialog === null ? found : UNREADABLE_COMPOSER
  return {
    ready: isReady(profile, { ...found, composer }, shown),
    busy: startsWithSpinner(profile, title) || isBusy(profile, text, found),
    dialog,
    composer,
    ...(composer === 'unknown' || found.prompt === null ? {} : { prompt: { ...found.prompt, greyChars: greyBehindCursor(screen, found) } }),
    question: composer === 'empty' ? questionAbove(text, found.row) : null,
    draftChars,
    retrying: dialog === null ? retriedAbove(text, found.row, known.retrying) : null,
  }
}

/** A program that nobody has measured may show a dialog with a field; the composers of others have their own help below. */
function findComposer({ kind, ready }: AgentProfile, screen: PaneScreen, { composer }: ScreenKnowledge): ComposerReading {
  const found = composer?.(screen) ?? readComposer(screen, ready?.screen ?? null)
  const isField = kind === 'command' && found.prompt?.isOwn !== true && isDialogField(screen, found)
  return isField ? UNREADABLE_COMPOSER : found
}

/** A program without a pattern of its own is ready when an empty composer has the cursor in it. */
function isReady({ kind, ready }: AgentProfile, { composer, isAtCursor }: ComposerReading, shown: string): boolean {
  if (ready === null && kind === 'command') return composer === 'empty' && isAtCursor
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

/** The last words before the composer, when they end in a question mark; a question may be wrapped, and decorated. */
function questionAbove(rows: readonly string[], composer: number | null): string | null {
  const above = rows.slice(0, composer ?? 0).map(row => (isFrame(row) ? '' : withoutDecoration(withoutBars(row))))
  const end = above.findLastIndex(row => row !== '' && (!CHOICE.test(row) || ASKS.test(row)))
  const choices = above.slice(end + 1).filter(row => row !== '').length
  if (end < 0 || choices > NEAR_ROWS || !ASKS.test(above[end] ?? '')) return null
  const begin = above.slice(0, end).findLastIndex(row => row === '' || /[.!?:]$/.test(row)) + 1
  // The last sentence of its paragraph.
  return above
    .slice(begin, end + 1)
    .join(' ')
    .replace(/^.*[.!:]\s+(?=\S)/u, '')
}

/** Marks of Markdown, closing quotes and brackets, and pictures behind the last words; a line of nothing but marks has no words. */
function withoutDecoration(row: string): string {
  if (!/[\p{L}\p{N}]/u.test(row)) return ''
  const bare = row.replace(DECORATION, '')
  return /[?？؟\u037e]$/u.test(bare) ? bare : row.trim()
}

/** A program says so right above its composer; what stands higher is what was said. */
function retriedAbove(rows: readonly string[], composer: number | null, pattern: RegExp | undefined): string | null {
  if (pattern === undefined) return null
  const near = rows.slice(0, composer ?? rows.length).slice(-NEAR_ROWS)
  const match = pattern.exec(near.join('\n'))
  return match === null ? null : (match[1] ?? match[0]).trim()
}

/** A program that writes line by line leaves the words of its last turn above its prompt. */
function isBusy({ busy }: AgentProfile, rows: readonly string[], { lineAt }: ComposerReading): boolean {
  if (busy === null) return false
  const live = lineAt === null ? rows : rows.slice(lineAt)
  return shows(busy.screen, live.join('\n'))
}

function shows(pattern: string | undefined, text: string): boolean {
  // A capture cuts trailing blanks, and many a prompt (`mybot> `) ends in one.
  return pattern !== undefined && [text, text.replace(/$/gm, ' ')].some(each => findPatterns(pattern, each).length > 0)
}

/**
 * While a turn runs Codex 0.169 and Claude Code 2.1.197 put a braille character in front of the title, Claude Code 2.1.330 a circle that
 * is half full. Qwen Code 0.24.4 has such a circle there at rest too.
 */
function startsWithSpinner({ kind }: AgentProfile, title: string): boolean {
  return /^[\u2800-\u28ff]/.test(title) || (kind === 'claude' && /^[◐-◓]/.test(title))
}
