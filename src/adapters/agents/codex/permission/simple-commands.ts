/** What can hold an operator that is none comes first: quoted text, escapes. */
const TOKEN = /'[^']*'|"(?:\\.|[^"\\])*"|\\.|&&|\|\||\|&|./gs
const SEPARATORS: ReadonlySet<string> = new Set(['&&', '||', '|', '|&', ';', '\n'])
/** What runs a command within another, sends it to a file or to the background, or quotes without an end. */
const MORE = /^[`<>(){}&'"]$|^"(?:\\.|[^"\\])*(?:`|\$\()/s

/** The commands that a shell would run one after the other; null: it does more than that with them. */
export function simpleCommands(command: string): readonly string[] | null {
  const parts = ['']
  for (const [token] of command.matchAll(TOKEN)) {
    if (MORE.test(token)) return null
    if (SEPARATORS.has(token)) parts.push('')
    else parts[parts.length - 1] += token
  }
  const commands = parts.map(part => part.trim()).filter(Boolean)
  return commands.length === 0 ? null : commands
}
