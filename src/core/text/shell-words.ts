import { pieceAt, type ShellPiece, textOf } from './shell-pieces.ts'

export interface ShellWord {
  /** The word as the program gets it. If the shell replaces it by file names, it is the pattern. */
  readonly text: string
  /**
   * Whether the shell replaces the word by file names. The pattern begins with a plain character, so that no such name can begin with a
   * dash.
   */
  readonly isGlob: boolean
}

export interface SimpleCommand {
  /** The operator before the command. A new line counts as `;`. */
  readonly after: '' | '&&' | '||' | '|' | ';'
  readonly words: readonly [ShellWord, ...ShellWord[]]
  /** The words of the command exactly as they were written, without redirections. */
  readonly source: string
}

type Operator = SimpleCommand['after']

/** Control characters except tab and line feed. Not all shells treat them in the same way. */
const UNSAFE_ANYWHERE = /[\0-\x08\x0b-\x1f\x7f]/
const OPERATORS: ReadonlySet<string> = new Set(['&&', '||', '|', ';', '\n'])
/**
 * A redirection to the other output or to /dev/null. A number before the operator belongs to it only if the number is a word of its own.
 */
const HARMLESS_REDIRECTION = /(?:[012]?>&[12]|[012]?>>?[ \t]*\/dev\/null|0?<[ \t]*\/dev\/null)(?=$|[ \t\n;|&])/y
const PRINTABLE_ESCAPE = /^\\[\x21-\x7e ]$/
/** In an interactive shell, `!` inserts an earlier command, except before these characters. */
const UNEXPANDED = /^"(?:[^"\\$`!]|\\[\x20-\x7e]|!(?=[\s="]))*"$/
/** The beginning of a here-document as agents write it. Nothing in it is expanded, because the end mark is quoted. */
const HERE_TEXT = /"\$\(cat <<'([A-Z_]+)'\n([\s\S]*?\n|)\1\n[ \t]*\)"/y

/** Words that begin something other than a simple command. */
const RESERVED: ReadonlySet<string> = new Set(
  '! [[ case coproc do done elif else esac fi for foreach function if in nocorrect noglob repeat select then time until while'.split(' '),
)

/**
 * Splits a shell line into simple commands and their words, as both bash (4 or newer) and dash read it. Returns null if the line has
 * something whose effect its words alone do not show: expansions, files that are written, background jobs, assignments, compound commands,
 * comments.
 */
export function readShellLine(line: string): readonly SimpleCommand[] | null {
  if (UNSAFE_ANYWHERE.test(line)) return null
  const commands: SimpleCommand[] = []
  let command = emptyCommand('')
  for (let at = 0; at < line.length; ) {
    const whole = takeRedirection(command, line, at) || takeHereText(command, line, at)
    if (whole > 0) {
      at += whole
      continue
    }
    const piece = pieceAt(line, at, command.word !== null)
    at += piece.source.length
    if (piece.kind === 'blank') endWord(command)
    else if (piece.kind !== 'operator') {
      if (!isUnderstood(piece, command.word)) return null
      take(command, piece.source, { text: textOf(piece), isGlob: piece.kind === 'glob' })
    } else if (piece.source !== '\n' || !isEmpty(command)) {
      const ended = OPERATORS.has(piece.source) ? finished(command) : null
      if (ended === null) return null
      commands.push(ended)
      command = emptyCommand(piece.source === '\n' ? ';' : (piece.source as Operator))
    }
  }
  // A line may end with `;` or a line break, but after a pipe or `&&` there must be another command.
  if (isEmpty(command)) return command.after === ';' && commands.length > 0 ? commands : null
  const last = finished(command)
  return last === null ? null : [...commands, last]
}

interface OpenCommand {
  readonly after: Operator
  readonly words: ShellWord[]
  word: OpenWord | null
  isRedirected: boolean
  source: string
}

interface OpenWord extends ShellWord {
  readonly source: string
}

function emptyCommand(after: Operator): OpenCommand {
  return { after, words: [], word: null, isRedirected: false, source: '' }
}

function isEmpty({ words, word, isRedirected }: OpenCommand): boolean {
  return words.length === 0 && word === null && !isRedirected
}

/** Reads a harmless redirection if one begins here. Returns its length, or 0 if there is none. */
function takeRedirection(command: OpenCommand, line: string, at: number): number {
  if (command.word !== null) return 0
  HARMLESS_REDIRECTION.lastIndex = at
  const [whole = ''] = HARMLESS_REDIRECTION.exec(line) ?? []
  command.isRedirected ||= whole !== ''
  return whole.length
}

function takeHereText(command: OpenCommand, line: string, at: number): number {
  HERE_TEXT.lastIndex = at
  const [whole = '', mark, lines = ''] = HERE_TEXT.exec(line) ?? []
  // Older versions of bash end the here-document at any line that begins with the mark.
  if (whole === '' || new RegExp(`^[ \\t]*${mark}`, 'm').test(lines)) return 0
  take(command, whole, { text: lines.replace(/\n+$/, ''), isGlob: false })
  return whole.length
}

function take(command: OpenCommand, source: string, { text, isGlob }: ShellWord): void {
  const word = command.word ?? { text: '', isGlob: false, source: '' }
  command.word = { text: word.text + text, isGlob: word.isGlob || isGlob, source: word.source + source }
}

function endWord(command: OpenCommand): void {
  if (command.word === null) return
  const { text, isGlob, source } = command.word
  command.words.push({ text, isGlob })
  command.source += `${command.source === '' ? '' : ' '}${source}`
  command.word = null
}

/** Returns the command, or null if its words alone do not say which command runs. */
function finished(command: OpenCommand): SimpleCommand | null {
  endWord(command)
  const [first, ...others] = command.words
  if (first === undefined || first.isGlob || !isProgram(first.text)) return null
  return { after: command.after, words: [first, ...others], source: command.source }
}

/** Whether the word is neither an assignment nor a reserved word, and not a part of a compound command. */
function isProgram(word: string): boolean {
  return /^[\w./+-]+$/.test(word) && !RESERVED.has(word)
}

/** Whether every shell, with any settings, reads the piece as the same part of a word. */
function isUnderstood({ kind, source }: ShellPiece, word: OpenWord | null): boolean {
  switch (kind) {
    case 'plain':
      return !isExpanded(source, word)
    case 'glob':
      return word !== null && /^[\w./]/.test(word.text)
    case 'escape':
      return PRINTABLE_ESCAPE.test(source)
    case 'single':
      return true
    case 'double':
      return UNEXPANDED.test(source)
    default:
      return false
  }
}

/** Whether a shell would replace `~`, or `=ls` in zsh, by a path here. */
function isExpanded(plain: string, word: OpenWord | null): boolean {
  if (word === null) return /^[~=]|[:=]~/.test(plain)
  return /[:=]~/.test(plain) || (plain.startsWith('~') && /[:=]$/.test(word.source))
}
