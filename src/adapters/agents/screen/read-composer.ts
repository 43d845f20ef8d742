import type { ScreenReading } from '../../../core/model/agents-port.ts'

/** The marks that agent programs and shells put before what is typed, perhaps inside a frame. */
const PROMPT_LINE = /^[\s│┃|]*(?:>>>|[❯›»>$#%])(?:\s(?<typed>.*?))?[\s│┃|]*$/u
/** A choice in a list (`❯ 1. Yes`) is no composer. */
const CHOICE = /^\d+[.)]\s/
/**
 * Greyed hints that stand in an empty composer (Claude Code 2.1.197, Codex 0.169.0, Gemini CLI 0.61.0, opencode 1.18.33);
 * a plain capture cannot tell grey from typed.
 */
const HINTS = [/^Try "/, /^Ask Codex to do anything/, /^Type your message/, /^Ask anything/, /^Press up to edit queued messages/]
const FRAME_LINE = /^[\s─━═╭╮╰╯└┘┌┐┴┬]*$/u

/**
 * What is typed but not sent. The last line with a prompt mark counts, and the lines below it up to the frame;
 * a program whose prompt is its own (`mybot> `) is known by its ready pattern at the end of the screen.
 */
export function readComposer(screen: string, readyPattern: string | null): ComposerReading {
  const lines = screen.replace(/\s+$/u, '').split('\n')
  const own = readyPattern === null ? null : ownPrompt(lines.at(-1) ?? '', readyPattern)
  if (own !== null) return own
  const at = lines.findLastIndex((line, index) => PROMPT_LINE.test(line) && !isWithinBox(lines, index))
  if (at < 0) return UNREADABLE_COMPOSER
  const typed = PROMPT_LINE.exec(lines[at] ?? '')?.groups?.['typed']?.trim() ?? ''
  if (CHOICE.test(typed)) return UNREADABLE_COMPOSER
  if (HINTS.some(hint => hint.test(typed))) return EMPTY
  return draftOf([typed, ...furtherLines(lines.slice(at + 1))].join('\n').trim())
}

export type ComposerReading = Pick<ScreenReading, 'composer' | 'draftChars'>

export const UNREADABLE_COMPOSER: ComposerReading = { composer: 'unknown', draftChars: null }

const EMPTY: ComposerReading = { composer: 'empty', draftChars: null }

function draftOf(text: string): ComposerReading {
  return text === '' ? EMPTY : { composer: 'draft', draftChars: [...text].length }
}

// `mybot> $` as a pattern and `mybot> make it so` on the last line: the pattern without its end still matches the front.
function ownPrompt(line: string, pattern: string): ComposerReading | null {
  if (new RegExp(pattern, 'm').test(line) || new RegExp(pattern, 'm').test(`${line} `)) return EMPTY
  const front = pattern.endsWith('$') ? pattern.slice(0, -1) : ''
  const prompt = front === '' ? null : new RegExp(front, 'm').exec(line)
  return prompt === null ? null : { composer: 'draft', draftChars: [...line.slice(prompt.index + prompt[0].length)].length }
}

/** A choice in the midst of a box (`│ › Some provider`, Qwen Code 0.24.4): a composer begins where its box does. */
function isWithinBox(lines: readonly string[], at: number): boolean {
  const above = lines[at - 1] ?? ''
  return /^\s*[│┃|]/.test(lines[at] ?? '') && (above.trim() === '' || !FRAME_LINE.test(above))
}

// Below the first line a draft may go on; without a frame the lines below are status lines, not a draft.
function furtherLines(below: readonly string[]): readonly string[] {
  const frame = below.findIndex(line => FRAME_LINE.test(line) && line.trim() !== '')
  return frame > 0 ? below.slice(0, frame).map(line => line.replace(/^[\s│┃|]+|[\s│┃|]+$/gu, '')) : []
}
