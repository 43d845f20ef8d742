import type { OptionTable } from '../../../../core/permission/option-table.ts'
import { literally, usable } from './command-patterns.ts'

/**
 * Regular expressions for git commands that contain only known words, matched in order as a shell reads them. Gemini CLI 0.61.0 drops a
 * rule in which a repeated group follows a group with one of `* + ? {`. So these patterns use plain groups, and `\x2a` and the like in
 * place of those characters.
 */
const BEGIN = String.raw`\x00"command":"`
/** Blanks, or a backslash at the end of a line. */
const SPACE = String.raw`( |\\\\\\n)( |\\\\\\n)*`
/** The rest of a double-quoted text after its opening quote. It must not contain commands. */
const DOUBLE = String.raw`([^"\\\x00$\x60]|\$[^("\\\x00]|\\[nrt]|\\\\[^"\\]|\\\\\\["n]|\\\\\\\\)*\\"`
const SINGLE = String.raw`([^'\\\x00]|\\[nrt"]|\\\\)*'`
const PLAIN = String.raw`[\w./:=,@^~%\x2b\x2a\x3f\[\]-]|\\\\[\w .]`
/** The value of an option. */
const VALUE = String.raw`(${PLAIN}|\\"${DOUBLE}|'${SINGLE})*`
/** The beginning of a path or a revision. The shell cannot turn it into an option. */
const NAME_BEGIN = String.raw`([\w./:=,@^~%\x2b]|\\"[^"\\\x00$\x60-]${DOUBLE}|'[^'\\\x00-]${SINGLE})`
const SIMPLE_NAME = String.raw`[\w./:=,@^~%\x2b](${PLAIN})*`
/** The end of the arguments, or the end of a simple command. */
const END = String.raw`("\x00| *&&| *[;|&]| *\\n)`
/** Like END, but redirections that write no file are allowed too. */
const END_READING = String.raw`(?= *2>|"\x00| *[;|&]| *\\n)[^>\x00]*(?:2>&1[^>\x00]*|2>\/dev\/null[^>\x00]*|)"\x00`

/**
 * Patterns for a git command with only options from its table. `needs`: at least one of these options must be there, because git would
 * otherwise open an editor.
 */
export function gitCommand(words: string, table: OptionTable, needs: readonly string[] = []): readonly string[] {
  return written(words, table, { needs, end: END })
}

/** Like gitCommand, but redirections that write no file are allowed too. */
export function gitCommandAndReading(words: string, table: OptionTable, needs: readonly string[] = []): readonly string[] {
  return written(words, table, { needs, end: END_READING })
}

function written(words: string, table: OptionTable, { needs, end }: { needs: readonly string[]; end: string }): readonly string[] {
  const anyWord = `(${SPACE}(${[...alone(table), '--', ...valued(table)].join('|')}|${NAME_BEGIN}${VALUE}))*`
  // The words before the needed option must be simple, because each kind of quoted word would make the pattern longer.
  const before =
    needs.length === 0 ? '' : `(${SPACE}(${[...alone(table), SIMPLE_NAME].join('|')}))*${SPACE}(${needed(table, needs).join('|')})`
  return usable(`${BEGIN}${literally(words)}${before}${anyWord}${end}`)
}

function alone({ flags, letters = '' }: OptionTable): readonly string[] {
  return [...flags, ...(letters === '' ? [] : [`-[${letters}]([${letters}])*`])]
}

/**
 * Patterns for options with a value: after `=`, directly after the letter, or in the next word. Options whose value may open an editor are
 * left out.
 */
function valued(table: OptionTable): readonly string[] {
  const { withValue = [], takesNext = [], takesText = [], refusedValue } = table
  const behind = withValue.filter(name => refusedValue === undefined || name !== '--fixup').map(name => `${name}=`)
  const names = [...behind, ...[...takesNext, ...takesText].map(name => before(name, table))]
  return names.length === 0 ? [] : [`(${names.join('|')})${VALUE}`]
}

function needed(table: OptionTable, needs: readonly string[]): readonly string[] {
  const { takesText = [] } = table
  const texts = needs.filter(name => takesText.includes(name))
  const bare = needs.filter(name => !takesText.includes(name))
  return [...bare, ...(texts.length === 0 ? [] : [`(${texts.map(name => before(name, table)).join('|')})${VALUE}`])]
}

function before(name: string, { letters = '' }: OptionTable): string {
  if (name.startsWith('--')) return `${name}(=|${SPACE})`
  return `-${letters === '' ? '' : `([${letters}])*`}${name.slice(1)}(${SPACE}|)`
}
