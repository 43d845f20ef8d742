import { unwrapPaste } from './unwrap-paste.ts'

/**
 * Invisible characters that Claude Code 2.1.330 removes from a prompt. It keeps those that shape the characters around them (in emoji, at
 * Hebrew words).
 */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu
const LINE_ENDS = /[\u2028\u2029]/g

/** Normalises a pasted text for comparison with a hook's prompt. */
export function asPasted(text: string): string {
  return seen(text.replaceAll('\t', '    '))
}

/** Normalises a hook's prompt for comparison with the pasted text. */
export function asToldByHook(prompt: string): string {
  return seen(unwrapPaste(prompt))
}

function seen(text: string): string {
  const shown = text.replace(LINE_ENDS, '\n').replace(UNSEEN, '')
  // 2.1.330 puts a paste's end mark on a line of its own, so a newline at the end of the text cannot be recognised.
  let end = shown.length
  while (shown[end - 1] === '\n') end--
  return shown.slice(0, end)
}
