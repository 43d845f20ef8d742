import type { OptionTable } from '../../../../core/permission/option-table.ts'

/**
 * Regular expressions for a shell command as Gemini CLI 0.61.0 tries them: on the tool's arguments as JSON, each between
 * two NUL characters. A command may be the first of several: the others are looked at by themselves. No group may be
 * repeated, and none may be longer than 2048 characters, or the program leaves the whole rule out.
 */
const LONGEST = 2048
const BEGIN = String.raw`\x00"command":"`
const END = String.raw`"\x00`
/** The end, or what ends a simple command. */
const NEXT = String.raw`(?:"\x00|\s*&&|\s*[;|&]|\s*\\n)`
/** The end, or pipes into programs, without a redirection. */
const PIPED = String.raw`(?:"\x00|\s*\|[^<>\x00]*"\x00)`

/** Up to the end without a redirection into a file. */
const READING = String.raw`[^>\x00]*(?:2>&1[^>\x00]*|2>\/dev\/null[^>\x00]*|)"\x00`

/** Everything that begins with these words; `rest` is what must follow. */
export function beginningWith(words: string, rest = ''): readonly string[] {
  return usable(String.raw`${BEGIN}${literally(words)}(?=["\s;|&\\])${rest}`)
}

/** The same with redirections that write no file: here documents, `2>&1`. */
export function beginningWithAndReading(words: string): readonly string[] {
  return beginningWith(words, READING)
}

/** Signs that mean themselves in a word of a shell; in quotes, blanks and some more do. */
const SAFE = String.raw`[\w ./:=,@^~%+-]*`
const QUOTED = String.raw`(?:'[\w ./:=,@^~%+#!?()-]*'|\\"[\w ./:=,@^~%+#!?()-]*\\"|)`
const ALL_OF_THEM = String.raw`[\w ./:=,@^~%+#!?()'"\\-]*`

/**
 * Everything that begins with these words and has no options but those of the table: with up to three quoted texts, each
 * without a sign of the shell.
 */
export function withOptions(words: string, table: OptionTable): readonly string[] {
  const others = `(?!${ALL_OF_THEM}[ '"]-(?!${optionsOf(table)}))(?!${ALL_OF_THEM}%G)`
  const text = [SAFE, SAFE, SAFE, SAFE].join(QUOTED)
  return usable(String.raw`${BEGIN}${literally(words)}(?=["\s;|&\\])${others}${text}${NEXT}`)
}

/** The same with redirections that write no file. */
export function withOptionsAndReading(words: string, table: OptionTable): readonly string[] {
  const ended = String.raw`(?=2>|"\x00|\s*[;|&]|\s*\\n)`
  return withOptions(words, table).flatMap(pattern => usable(pattern.slice(0, -NEXT.length) + ended + READING))
}

/** Without its first dash: what stands for itself, what has a value behind `=`, and what holds or precedes one. */
function optionsOf({ flags, withValue = [], takesNext = [] }: OptionTable): string {
  const bare = (options: readonly string[]): string => options.map(option => option.slice(1)).join('|')
  const letters = flags.filter(option => /^-\w$/.test(option)).map(option => option[1])
  const words = flags.filter(option => option.startsWith('--'))
  const next = takesNext.filter(option => option.startsWith('--'))
  const short = takesNext.filter(option => /^-\w$/.test(option)).map(option => option[1])
  const alone = String.raw`(?:[${letters.join('')}]|U?\d+|-|${bare(words)})(?=[ ";|&]|\\n)`
  return `${alone}|(?:${bare([...withValue, ...next])})=|(?:${bare(next)}) |[${short.join('')}]`
}

/** This command. */
export function exactly(command: string): readonly string[] {
  return usable(`${BEGIN}${literally(command)}${NEXT}`)
}

/** This command and nothing behind it. */
export function whole(command: string): readonly string[] {
  return usable(`${BEGIN}${literally(command)}${END}`)
}

/** This command, whatever redirections it has, with its errors among its output, into pipes. */
export function exactlyAndPiped(command: string): readonly string[] {
  return [command, `${command} 2>&1`].flatMap(each => usable(`${BEGIN}${literally(each)}${PIPED}`))
}

/** A pattern as project files have them: `*` is anything, `:*` at the end anything behind these words. */
export function fitting(pattern: string): readonly string[] {
  if (pattern.endsWith(':*')) return beginningWith(pattern.slice(0, -2))
  if (!pattern.includes('*')) return exactly(pattern)
  return usable(`${BEGIN}${pattern.split('*').map(literally).join(String.raw`[^\x00]*`)}${END}`)
}

/** The text as it stands in JSON, every sign by its number: one that means something would have to be told apart. */
export function literally(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/[^\w\s/:=@-]/gu, sign => [...Array(sign.length).keys()].map(at => `\\u${hex(sign.charCodeAt(at))}`).join(''))
}

function hex(code: number): string {
  return code.toString(16).padStart(4, '0')
}

/** None where the program would leave the rule out for its length. */
export function usable(pattern: string): readonly string[] {
  return pattern.length > LONGEST ? [] : [pattern]
}
