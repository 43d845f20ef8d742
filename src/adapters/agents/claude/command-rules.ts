/**
 * Rules under which Claude Code runs a command as it is written, without a question. Claude Code 2.1.197, measured:
 * one rule covers `&&`, `||`, `;`, loops, redirections and `$(…)`; a pipeline is looked at part by part, and of several
 * lines each for itself. No rule covers a pipe inside parentheses or a loop, beside `$(…)`, or into a file.
 */
export function commandRules(command: string): readonly string[] {
  return partsOf(command)
    .filter(part => !NO_EXACT_RULE.test(part))
    .map(part => `Bash(${part.replace(/[\\()]/g, '\\$&')})`)
}

/** `:*` is "anything that begins so" wherever it stands, and no rule has more than one line. */
const NO_EXACT_RULE = /:\*|\n/

/** What can hold a `|` or a line's end that is no separator comes first: quoted text, escapes, `||`, `>|`. */
const TOKEN = /'[^']*'|"(?:\\.|[^"\\])*"|\\.|\|\||>\||\|&|./gs

function partsOf(command: string): readonly string[] {
  const parts = ['']
  let depth = 0
  for (const [token] of command.matchAll(TOKEN)) {
    if (token === '(') depth += 1
    if (token === ')') depth -= 1
    if (depth === 0 && /^(?:\||\|&|\n)$/.test(token)) parts.push('')
    else parts[parts.length - 1] += token
  }
  return parts.map(part => part.trim()).filter(Boolean)
}
