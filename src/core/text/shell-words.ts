export interface ShellWord {
  /** The word as the program gets it; for a glob, the pattern. */
  readonly text: string
  /** The shell expands it to file names. The pattern starts with a plain character, so no such name starts with a dash. */
  readonly isGlob: boolean
}

export interface SimpleCommand {
  /** The operator before it; a new line counts as `;`. */
  readonly after: '' | '&&' | '||' | '|' | ';'
  readonly words: readonly [ShellWord, ...ShellWord[]]
  /** Its words as written, without redirections. */
  readonly source: string
}

type Operator = SimpleCommand['after']

/** One part of a line: blanks, an operator, a harmless redirection, or a piece of a word. */
interface Piece {
  readonly length: number
  readonly blank?: true
  readonly operator?: Operator
  readonly redirection?: true
  /** Its part of the word. */
  readonly text?: string
  readonly isGlob?: boolean
}

/** Control characters other than tab and line feed: shells differ in their treatment. */
const UNSAFE_ANYWHERE = /[\0-\x08\x0b-\x1f\x7f]/
const BLANKS = /[ \t]+/y
const OPERATOR = /(?:&&|\|\||\||;|\n)[ \t\n]*/y
/** To the other stream or /dev/null. A number before it belongs to it only as a separate word. */
const REDIRECTION = /(?:[012]?>&[12]|[012]?>>?[ \t]*\/dev\/null|0?<[ \t]*\/dev\/null)(?=$|[ \t\n;|&])/y
const PLAIN = /[A-Za-z0-9_./:@%+,=^~\]-]+/y
const GLOB = /[*?[]/y
const MIDDLE_HASH = /#/y
const SINGLE = /'([^']*)'/y
const ESCAPED = /\\([\x21-\x7e ])/y
/** `!` starts a history expansion in an interactive shell, except before these characters. */
const DOUBLE = /"((?:[^"\\$`!]|\\[\x20-\x7e]|!(?=[\s="]))*)"/y
/** A multi-line text, as agents write it: the quoted end mark prevents expansion. */
const HERE_TEXT = /"\$\(cat <<'([A-Z_]+)'\n([\s\S]*?\n|)\1\n[ \t]*\)"/y

/** Words that start something other than a simple command. */
const RESERVED: ReadonlySet<string> = new Set(
  '! [[ case coproc do done elif else esac fi for foreach function if in nocorrect noglob repeat select then time until while'.split(' '),
)

/**
 * Parses a shell line into simple commands with their programs' words, as both bash (4 or newer) and dash read it.
 * null if the line contains anything context-dependent: expansions, written files, background jobs, assignments,
 * compound commands, comments.
 */
export function readShellLine(line: string): readonly SimpleCommand[] | null {
  if (UNSAFE_ANYWHERE.test(line)) return null
  const begin = /^[ \t\n]*/.exec(line)?.[0].length ?? 0
  const commands: SimpleCommand[] = []
  let command = emptyCommand('')
  for (let at = begin; at < line.length; ) {
    const piece = pieceAt(line, at, command.word?.text ?? null)
    if (piece === null) return null
    if (piece.operator !== undefined) {
      const ended = finished(command)
      if (ended === null) return null
      commands.push(ended)
      command = emptyCommand(piece.operator)
    } else {
      take(command, piece, line.slice(at, at + piece.length))
    }
    at += piece.length
  }
  // A line may end with `;` or a line end; a pipe or `&&` needs another command.
  if (isEmpty(command)) return command.after === ';' && commands.length > 0 ? commands : null
  const last = finished(command)
  return last === null ? null : [...commands, last]
}

interface OpenCommand {
  readonly after: Operator
  readonly words: ShellWord[]
  word: { readonly text: string; readonly isGlob: boolean; readonly source: string } | null
  isRedirected: boolean
  source: string
}

function emptyCommand(after: Operator): OpenCommand {
  return { after, words: [], word: null, isRedirected: false, source: '' }
}

function isEmpty({ words, word, isRedirected }: OpenCommand): boolean {
  return words.length === 0 && word === null && !isRedirected
}

function take(command: OpenCommand, piece: Piece, source: string): void {
  if (piece.redirection) command.isRedirected = true
  if (piece.blank || piece.redirection) {
    endWord(command)
    return
  }
  const word = command.word ?? { text: '', isGlob: false, source: '' }
  command.word = {
    text: word.text + (piece.text ?? ''),
    isGlob: word.isGlob || piece.isGlob === true,
    source: word.source + source,
  }
}

function endWord(command: OpenCommand): void {
  if (command.word === null) return
  const { text, isGlob, source } = command.word
  command.words.push({ text, isGlob })
  command.source += `${command.source === '' ? '' : ' '}${source}`
  command.word = null
}

/** null: its words alone do not determine the command. */
function finished(command: OpenCommand): SimpleCommand | null {
  endWord(command)
  const [first, ...others] = command.words
  if (first === undefined || first.isGlob || !isProgram(first.text)) return null
  return { after: command.after, words: [first, ...others], source: command.source }
}

/** Not an assignment, a reserved word or part of a compound command. */
function isProgram(word: string): boolean {
  return /^[\w./+-]+$/.test(word) && !RESERVED.has(word)
}

interface Place {
  readonly at: number
  /** The open word here; null: none. */
  readonly word: string | null
  readonly found: (pattern: RegExp) => RegExpExecArray | null
}

function pieceAt(line: string, at: number, word: string | null): Piece | null {
  const found = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    return pattern.exec(line)
  }
  const redirection = word === null ? found(REDIRECTION) : null
  if (redirection !== null) return { length: redirection[0].length, redirection: true }
  const blanks = found(BLANKS)
  if (blanks !== null) return { length: blanks[0].length, blank: true }
  const operator = found(OPERATOR)
  if (operator !== null) return operatorPiece(operator[0])
  return wordPiece(line, { at, word, found })
}

function operatorPiece(text: string): Piece {
  const sign = text.trim()
  return { length: text.length, operator: sign === '' ? ';' : (sign as Operator) }
}

function wordPiece(line: string, place: Place): Piece | null {
  const { word, found } = place
  const plain = found(PLAIN)?.[0]
  if (plain !== undefined) return isExpanded(line, plain, place) ? null : { length: plain.length, text: plain }
  const glob = found(GLOB)?.[0]
  if (glob !== undefined) return word !== null && /^[\w./]/.test(word) ? { length: 1, text: glob, isGlob: true } : null
  if (word !== null && found(MIDDLE_HASH) !== null) return { length: 1, text: '#' }
  const [escaped, sign] = found(ESCAPED) ?? []
  if (escaped !== undefined) return { length: escaped.length, text: sign as string }
  return quotedPiece(found)
}

function quotedPiece(found: Place['found']): Piece | null {
  const [single, inside] = found(SINGLE) ?? []
  if (single !== undefined) return { length: single.length, text: inside as string }
  const [double, text] = found(DOUBLE) ?? []
  if (double !== undefined) return { length: double.length, text: (text as string).replace(/\\(["$`\\])/g, '$1') }
  const [here, mark, lines = ''] = found(HERE_TEXT) ?? []
  // Older versions of bash end the text at a line that merely starts with the mark.
  if (here === undefined || new RegExp(`^[ \\t]*${mark}`, 'm').test(lines)) return null
  return { length: here.length, text: lines.replace(/\n+$/, '') }
}

/** Whether a shell would expand `~`, or zsh's `=ls`, to a path here. */
function isExpanded(line: string, plain: string, { at, word }: Place): boolean {
  if (word === null) return /^[~=]|[:=]~/.test(plain)
  return /[:=]~/.test(plain) || (plain.startsWith('~') && /[:=]$/.test(line.slice(0, at)))
}
