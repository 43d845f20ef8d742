import { hasOpenQuote } from '../../../core/text/shell-pieces.ts'

/** A shell prompt followed by a command: `bash-5.2$ cat <<EOF`, `[me@host dir]# echo "it`. */
const SHELL_LINE = /^(?:\[[^\]]*\]|\S*)[$#%]\s+(?<command>\S.*)$/
const GOES_ON = /(?:\\|\||&&|[({]|\b(?:do|then|else))\s*$|<<-?\s*['"]?\w/
const CONTINUED = /^>(?:\s|$)/

/** Whether `>` is a shell's prompt for the rest of an incomplete command (open quote, here-document), and not the sign of a composer. */
export function isContinuation(rows: readonly string[], at: number): boolean {
  if (!CONTINUED.test(rows[at] ?? '')) return false
  let above = at - 1
  while (above >= 0 && CONTINUED.test(rows[above] ?? '')) above -= 1
  const command = SHELL_LINE.exec(rows[above] ?? '')?.groups?.['command']
  return command !== undefined && (GOES_ON.test(command) || hasOpenQuote(command))
}
