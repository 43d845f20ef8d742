import type { OptionTable } from '../../../../core/permission/option-table.ts'

/**
 * The patterns in this file are regular expressions for a shell command. Gemini CLI 0.61.0 matches them against the tool's arguments as
 * JSON, with a NUL character before and after each argument. More commands may follow in the same line, which the program checks
 * separately. The program drops a rule with a repeated group, or with a pattern longer than this.
 */
const LONGEST = 2048
const BEGIN = String.raw`\x00"command":"`
const END = String.raw`"\x00`
/** The end of the arguments, or the end of a simple command. */
const NEXT = String.raw`(?:"\x00|\s*&&|\s*[;|&]|\s*\\n)`
/** The end of the arguments. Before it, the output may go through pipes to other programs, but not to a file. */
const PIPED = String.raw`(?:"\x00|\s*\|[^<>\x00]*"\x00)`

/** Text up to the end, if it does not redirect output to a file. */
const READING = String.raw`[^>\x00]*(?:2>&1[^>\x00]*|2>\/dev\/null[^>\x00]*|)"\x00`

/** Patterns for commands that begin with these words, followed by `rest`. */
export function beginningWith(words: string, rest = ''): readonly string[] {
  return usable(String.raw`${BEGIN}${literally(words)}(?=["\s;|&\\])${rest}`)
}

/** Like beginningWith, but redirections that write no file are allowed too: here-documents and `2>&1`. */
export function beginningWithAndReading(words: string): readonly string[] {
  return beginningWith(words, READING)
}

/** Characters without a special meaning in a shell word that is not quoted. Quotes allow more characters. */
const SAFE = String.raw`[\w ./:=,@^~%+-]*`
const QUOTED = String.raw`(?:'[\w ./:=,@^~%+#!?()-]*'|\\"[\w ./:=,@^~%+#!?()-]*\\"|)`
const ALL_OF_THEM = String.raw`[\w ./:=,@^~%+#!?()'"\\-]*`

/**
 * Patterns for commands that begin with these words and use only options from the table. Up to three quoted texts are allowed, without
 * special characters of the shell.
 */
export function withOptions(words: string, table: OptionTable): readonly string[] {
  const others = `(?!${ALL_OF_THEM}[ '"]-(?!${optionsOf(table)}))(?!${ALL_OF_THEM}%G)`
  const text = [SAFE, SAFE, SAFE, SAFE].join(QUOTED)
  return usable(String.raw`${BEGIN}${literally(words)}(?=["\s;|&\\])${others}${text}${NEXT}`)
}

/** Like withOptions, but redirections that write no file are allowed too. */
export function withOptionsAndReading(words: string, table: OptionTable): readonly string[] {
  const ended = String.raw`(?=2>|"\x00|\s*[;|&]|\s*\\n)`
  return withOptions(words, table).flatMap(pattern => usable(pattern.slice(0, -NEXT.length) + ended + READING))
}

/**
 * A pattern for the options, without their first dash: options without a value, those with `=` and a value, and those whose value is the
 * next word.
 */
function optionsOf({ flags, withValue = [], takesNext = [] }: OptionTable): string {
  const bare = (options: readonly string[]): string => options.map(option => option.slice(1)).join('|')
  const letters = flags.filter(option => /^-\w$/.test(option)).map(option => option[1])
  const words = flags.filter(option => option.startsWith('--'))
  const next = takesNext.filter(option => option.startsWith('--'))
  const short = takesNext.filter(option => /^-\w$/.test(option)).map(option => option[1])
  const alone = String.raw`(?:[${letters.join('')}]|U?\d+|-|${bare(words)})(?=[ ";|&]|\\n)`
  return `${alone}|(?:${bare([...withValue, ...next])})=|(?:${bare(next)}) |[${short.join('')}]`
}

/** Patterns for exactly this command. Other commands may follow it. */
export function exactly(command: string): readonly string[] {
  return usable(`${BEGIN}${literally(command)}${NEXT}`)
}

/** Patterns for exactly this command with nothing after it. */
export function whole(command: string): readonly string[] {
  return usable(`${BEGIN}${literally(command)}${END}`)
}

/** Patterns for this command with its own redirections. `2>&1` and pipes may follow. */
export function exactlyAndPiped(command: string): readonly string[] {
  return [command, `${command} 2>&1`].flatMap(each => usable(`${BEGIN}${literally(each)}${PIPED}`))
}

/** Patterns for a rule in a project file. In it, `*` stands for any text, and `:*` at the end for anything after the words. */
export function fitting(pattern: string): readonly string[] {
  if (pattern.endsWith(':*')) return beginningWith(pattern.slice(0, -2))
  if (!pattern.includes('*')) return exactly(pattern)
  return usable(`${BEGIN}${pattern.split('*').map(literally).join(String.raw`[^\x00]*`)}${END}`)
}

/** The text as it looks in JSON. Special characters are written as \u escapes, so that none of them has a meaning in the pattern. */
export function literally(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/[^\w\s/:=@-]/gu, sign => [...Array(sign.length).keys()].map(at => `\\u${hex(sign.charCodeAt(at))}`).join(''))
}

function hex(code: number): string {
  return code.toString(16).padStart(4, '0')
}

/** The pattern in a list. The list is empty if the pattern is so long that the program would drop the rule. */
export function usable(pattern: string): readonly string[] {
  return pattern.length > LONGEST ? [] : [pattern]
}
