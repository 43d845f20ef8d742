import { hasOpenQuote } from '../../../core/text/shell-pieces.ts'

/** Matches a shell prompt that is followed by a command, such as `bash-5.2$ cat <<EOF` or `[me@host dir]# echo "it`. */
const SHELL_LINE = /^(?:\[[^\]]*\]|\S*)[$#%]\s+(?<command>\S.*)$/
const GOES_ON = /(?:\\|\||&&|[({]|\b(?:do|then|else))\s*$|<<-?\s*['"]?\w/
const CONTINUED = /^>(?:\s|$)/

/**
 * Whether `>` is the prompt by which a shell asks for the rest of an incomplete command (an open quote, a here-document). Otherwise it may
 * be the prompt character of an agent's input field.
 */
export function isContinuation(rows: readonly string[], at: number): boolean {
  if (!CONTINUED.test(rows[at] ?? '')) return false
  let above = at - 1
  while (above >= 0 && CONTINUED.test(rows[above] ?? '')) above -= 1
  const command = SHELL_LINE.exec(rows[above] ?? '')?.groups?.['command']
  return command !== undefined && (GOES_ON.test(command) || hasOpenQuote(command))
}
