import type { ScreenReading } from '../../../core/model/ports.ts'

/** The marks that agent programs and shells put before what is typed, perhaps inside a frame. */
const PROMPT_LINE = /^[\s│┃|]*(?:>>>|[❯›»>$#%])(?:\s(?<typed>.*?))?[\s│┃|]*$/u
/** A choice in a list (`❯ 1. Yes`) is no composer. */
const CHOICE = /^\d+[.)]\s/
/** Greyed hints that stand in an empty composer; a plain capture cannot tell grey from typed. */
const HINTS = [/^Try "/, /^Ask Codex to do anything/, /^Type your message/, /^Ask anything/, /^Press up to edit queued messages/]
const FRAME_LINE = /^[\s─━═╭╮╰╯└┘┌┐┴┬]*$/u

/**
 * What is typed but not sent. The last line with a prompt mark counts, and the lines below it up to the frame;
 * a program whose prompt is its own (`mybot> `) is known by its ready pattern at the end of the screen.
 */
export function readComposer(screen: string, readyPattern: string | null): ScreenReading['composer'] {
  const lines = screen.replace(/\s+$/u, '').split('\n')
  const own = readyPattern === null ? null : ownPrompt(lines.at(-1) ?? '', readyPattern)
  if (own !== null) return own
  const at = lines.findLastIndex(line => PROMPT_LINE.test(line))
  if (at < 0) return 'unknown'
  const typed = PROMPT_LINE.exec(lines[at] ?? '')?.groups?.['typed']?.trim() ?? ''
  if (CHOICE.test(typed)) return 'unknown'
  if (typed !== '') return HINTS.some(hint => hint.test(typed)) ? 'empty' : 'draft'
  return hasFurtherLines(lines.slice(at + 1)) ? 'draft' : 'empty'
}

// `mybot> $` as a pattern and `mybot> make it so` on the last line: the pattern without its end still matches the front.
function ownPrompt(line: string, pattern: string): 'empty' | 'draft' | null {
  if (new RegExp(pattern, 'm').test(line) || new RegExp(pattern, 'm').test(`${line} `)) return 'empty'
  const front = pattern.endsWith('$') ? pattern.slice(0, -1) : null
  return front !== null && front !== '' && new RegExp(front, 'm').test(line) ? 'draft' : null
}

// Below an empty first line a draft may go on; without a frame the lines below are status lines, not a draft.
function hasFurtherLines(below: readonly string[]): boolean {
  const frame = below.findIndex(line => FRAME_LINE.test(line) && line.trim() !== '')
  return frame > 0 && below.slice(0, frame).some(line => line.trim() !== '')
}
