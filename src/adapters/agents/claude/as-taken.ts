import { unwrapPaste } from './unwrap-paste.ts'

/**
 * Characters that nobody sees: Claude Code 2.1.330 takes them out of a prompt, but for those that shape the characters around
 * them (in emoji, at Hebrew words).
 */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu
const LINE_ENDS = /[\u2028\u2029]/g

/** A text that is pasted, so that it can be compared with what a hook says was taken. */
export function asPasted(text: string): string {
  return seen(text.replaceAll('\t', '    '))
}

/** What a hook says was taken, so that it can be compared with what was pasted. */
export function asToldByHook(prompt: string): string {
  return seen(unwrapPaste(prompt))
}

function seen(text: string): string {
  const shown = text.replace(LINE_ENDS, '\n').replace(UNSEEN, '')
  // 2.1.330 sets the mark behind a paste on a line of its own: whether the text had a line end there is not to be told.
  let end = shown.length
  while (shown[end - 1] === '\n') end--
  return shown.slice(0, end)
}
