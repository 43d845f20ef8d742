import { unwrapPaste } from './unwrap-paste.ts'

/**
 * Invisible characters that Claude Code 2.1.330 removes from a prompt. It keeps those that change how the characters around them look (in
 * emoji, in Hebrew words).
 */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu
const LINE_ENDS = /[\u2028\u2029]/g

/** Brings a pasted text into a form in which it can be compared with the prompt that a hook reports. */
export function asPasted(text: string): string {
  return seen(text.replaceAll('\t', '    '))
}

/** Brings the prompt that a hook reports into a form in which it can be compared with the pasted text. */
export function asToldByHook(prompt: string): string {
  return seen(unwrapPaste(prompt))
}

function seen(text: string): string {
  const shown = text.replace(LINE_ENDS, '\n').replace(UNSEEN, '')
  // 2.1.330 puts the mark for the end of a paste on a line of its own. So czar cannot see whether the text ended in a newline.
  let end = shown.length
  while (shown[end - 1] === '\n') end--
  return shown.slice(0, end)
}
