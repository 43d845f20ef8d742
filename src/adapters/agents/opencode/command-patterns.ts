/**
 * Patterns under which opencode runs a command as it is written, without a question. opencode 1.18.33 looks at every simple
 * command in it for itself, with its redirections, also in loops, parentheses and `$(…)`; `?` is any one character.
 */
export function commandPatterns(command: string): readonly string[] {
  const inner = [...command.matchAll(/\$\(([^()]*)\)/g)].flatMap(([, text = '']) => commandPatterns(text))
  return [...new Set([...partsOf(command).map(part => part.replaceAll('*', '?')), ...inner])]
}

/** What can hold a separator that is none comes first: quoted text, escapes, `$(…)`, redirections with `&` or `|`. */
const TOKEN = /'[^']*'|"(?:\$\([^()]*\)|\\.|[^"\\])*"|\$\([^()]*\)|\\.|[<>]&|&>|>\||&&|\|\||\|&|./gs
const SEPARATOR = /^(?:&&|\|\||\|&|[|&;()\n])$/
/** Words of the shell before a simple command. */
const KEYWORDS = /^(?:(?:if|then|elif|else|while|until|do|time|!|\{)\s+)+/
const NO_COMMAND = /^(?:(?:for|case|select)\s.*|fi|done|esac|\}|then|do|else)?$/s

function partsOf(command: string): readonly string[] {
  const parts = ['']
  for (const [token] of command.matchAll(TOKEN)) {
    if (SEPARATOR.test(token)) parts.push('')
    else parts[parts.length - 1] += token
  }
  return parts.map(part => part.trim().replace(KEYWORDS, '')).filter(part => !NO_COMMAND.test(part))
}
