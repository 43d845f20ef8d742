import { isOfWord, type ShellPiece, shellParts, shellPieces, sourceOf, textOf } from '../../../../core/text/shell-pieces.ts'

/** Matches a word of the shell's language that may come before a command. */
const KEYWORD = /^(?:if|then|else|elif|do|while|until|time|!)\s+/
const SHELL: ReadonlySet<string> = new Set(['sh', 'bash', 'zsh'])

/**
 * Splits a shell command into its simple commands, each with and without its redirections. Gemini CLI 0.61.0 checks each simple command
 * separately, at any depth, even in scripts of `sh -c`. If czar splits a command in another way than the program, a person is asked.
 */
export function checkedParts(command: string): readonly string[] {
  return [...new Set(partsOf(command))]
}

function partsOf(command: string): readonly string[] {
  return shellParts(shellPieces(command)).flatMap(({ pieces }) => {
    const part = sourceOf(pieces).trim().replace(KEYWORD, '').trim()
    return [part, withoutRedirections(shellPieces(part)), ...innerScripts(shellPieces(part)).flatMap(partsOf)].filter(Boolean)
  })
}

/** The command without redirections, without their targets, and without the blanks before them. */
function withoutRedirections(pieces: readonly ShellPiece[]): string {
  const [kept, rest] = [[] as ShellPiece[], [...pieces]]
  for (let piece = rest.shift(); piece !== undefined; piece = rest.shift()) {
    const target = piece.kind === 'redirection' ? rest.findIndex(isOfWord) : -1
    if (target < 0) {
      kept.push(piece)
      continue
    }
    const end = rest.findIndex((next, at) => at > target && !isOfWord(next))
    rest.splice(0, end < 0 ? rest.length : end)
    if (kept.at(-1)?.kind === 'blank') kept.pop()
  }
  return sourceOf(kept).trim()
}

/** The scripts inside a command: the argument of `sh -c '…'`, and double-quoted texts that contain commands. */
function innerScripts(pieces: readonly ShellPiece[]): readonly string[] {
  const [shell, , option, , script, end] = pieces
  const isScript = SHELL.has(shell?.source ?? '') && option?.source === '-c' && !isOfWord(end)
  const wrapped = isScript && (script?.kind === 'single' || script?.kind === 'double') ? [textOf(script)] : []
  return [
    ...wrapped,
    ...pieces.flatMap(piece => (piece.kind === 'double' && /\$\(|`/.test(piece.source) ? [piece.source.slice(1, -1)] : [])),
  ]
}
