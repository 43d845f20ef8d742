/** Quoted text and escapes contain no separators; `>&` and `&>` are redirections. */
const TOKEN = /'[^']*'|"(?:\\.|[^"\\])*"|\\.|>&|&>|&&|\|\||[;|&\n(){}`]|\$\(|./gs
const SEPARATOR = /^(?:&&|\|\||[;|&\n(){}`]|\$\()$/
/** Shell keywords that may precede a command. */
const KEYWORD = /^(?:if|then|else|elif|do|while|until|time|!)\s+/
const REDIRECTION = /\s*\d*(?:>>?|<<?<?|>&|&>)\s*(?:'[^']*'|"[^"]*"|[^\s'"]+)/g
/** `sh -c '…'`, whose script is checked separately. */
const WRAPPED = /^(?:ba|z|)sh\s+-c\s+(?:'([^']*)'|"((?:\\.|[^"\\])*)")/s
const SUBSTITUTED = /"(?:\\.|[^"\\])*"/gs

/**
 * The simple commands of a shell command, each with and without its redirections. Gemini CLI 0.61.0 checks each of them
 * separately, at any depth, including scripts of `sh -c`. If this split differs from the program's, a person is asked.
 */
export function shellParts(command: string): readonly string[] {
  return [...new Set(partsOf(command))]
}

function partsOf(command: string): readonly string[] {
  return split(command).flatMap(part => {
    const bare = part.replace(REDIRECTION, '').trim()
    const [, single, double] = WRAPPED.exec(part) ?? []
    const wrapped = single ?? double?.replace(/\\(["$`\\])/g, '$1')
    const quoted = [...part.matchAll(SUBSTITUTED)].map(([text]) => text.slice(1, -1)).filter(text => /\$\(|`/.test(text))
    return [part, bare, ...[...(wrapped === undefined ? [] : [wrapped]), ...quoted].flatMap(partsOf)].filter(Boolean)
  })
}

function split(command: string): readonly string[] {
  const parts = ['']
  for (const [token] of command.matchAll(TOKEN)) {
    if (SEPARATOR.test(token)) parts.push('')
    else parts[parts.length - 1] += token
  }
  return parts.map(part => part.trim().replace(KEYWORD, '').trim()).filter(Boolean)
}
