import type { OptionTable } from '../../../../core/permission/option-table.ts'

/**
 * Regular expressions for a shell command. Gemini CLI 0.61.0 matches them against the tool's arguments as JSON, each between
 * two NUL characters. A command may be followed by others, which the program checks separately. It drops a rule with a
 * repeated group, or with a pattern longer than 2048 characters.
 */
const LONGEST = 2048
const BEGIN = String.raw`\x00"command":"`
const END = String.raw`"\x00`
/** The end of the arguments, or of a simple command. */
const NEXT = String.raw`(?:"\x00|\s*&&|\s*[;|&]|\s*\\n)`
/** The end of the arguments, or pipes into programs without a redirection. */
const PIPED = String.raw`(?:"\x00|\s*\|[^<>\x00]*"\x00)`

/** Text up to the end, without a redirection into a file. */
const READING = String.raw`[^>\x00]*(?:2>&1[^>\x00]*|2>\/dev\/null[^>\x00]*|)"\x00`

/** Commands that begin with these words, followed by `rest`. */
export function beginningWith(words: string, rest = ''): readonly string[] {
  return usable(String.raw`${BEGIN}${literally(words)}(?=["\s;|&\\])${rest}`)
}

/** Like beginningWith, and also allows redirections that write no file: here-documents, `2>&1`. */
export function beginningWithAndReading(words: string): readonly string[] {
  return beginningWith(words, READING)
}

/** Characters without a special meaning in an unquoted shell word; quotes permit more. */
const SAFE = String.raw`[\w ./:=,@^~%+-]*`
const QUOTED = String.raw`(?:'[\w ./:=,@^~%+#!?()-]*'|\\"[\w ./:=,@^~%+#!?()-]*\\"|)`
const ALL_OF_THEM = String.raw`[\w ./:=,@^~%+#!?()'"\\-]*`

/**
 * Commands that begin with these words and use only options of the table, with up to three quoted texts. The texts
 * contain no special shell characters.
 */
export function withOptions(words: string, table: OptionTable): readonly string[] {
  const others = `(?!${ALL_OF_THEM}[ '"]-(?!${optionsOf(table)}))(?!${ALL_OF_THEM}%G)`
  const text = [SAFE, SAFE, SAFE, SAFE].join(QUOTED)
  return usable(String.raw`${BEGIN}${literally(words)}(?=["\s;|&\\])${others}${text}${NEXT}`)
}

/** Like withOptions, and also allows redirections that write no file. */
export function withOptionsAndReading(words: string, table: OptionTable): readonly string[] {
  const ended = String.raw`(?=2>|"\x00|\s*[;|&]|\s*\\n)`
  return withOptions(words, table).flatMap(pattern => usable(pattern.slice(0, -NEXT.length) + ended + READING))
}

/** The options without their first dash: those without a value, those with `=`, and those whose value follows. */
function optionsOf({ flags, withValue = [], takesNext = [] }: OptionTable): string {
  const bare = (options: readonly string[]): string => options.map(option => option.slice(1)).join('|')
  const letters = flags.filter(option => /^-\w$/.test(option)).map(option => option[1])
  const words = flags.filter(option => option.startsWith('--'))
  const next = takesNext.filter(option => option.startsWith('--'))
  const short = takesNext.filter(option => /^-\w$/.test(option)).map(option => option[1])
  const alone = String.raw`(?:[${letters.join('')}]|U?\d+|-|${bare(words)})(?=[ ";|&]|\\n)`
  return `${alone}|(?:${bare([...withValue, ...next])})=|(?:${bare(next)}) |[${short.join('')}]`
}

/** Exactly this command, perhaps followed by others. */
export function exactly(command: string): readonly string[] {
  return usable(`${BEGIN}${literally(command)}${NEXT}`)
}

/** Exactly this command and nothing after it. */
export function whole(command: string): readonly string[] {
  return usable(`${BEGIN}${literally(command)}${END}`)
}

/** This command including its own redirections, optionally with `2>&1` and pipes. */
export function exactlyAndPiped(command: string): readonly string[] {
  return [command, `${command} 2>&1`].flatMap(each => usable(`${BEGIN}${literally(each)}${PIPED}`))
}

/** A pattern from a project file: `*` is any text, a final `:*` anything after these words. */
export function fitting(pattern: string): readonly string[] {
  if (pattern.endsWith(':*')) return beginningWith(pattern.slice(0, -2))
  if (!pattern.includes('*')) return exactly(pattern)
  return usable(`${BEGIN}${pattern.split('*').map(literally).join(String.raw`[^\x00]*`)}${END}`)
}

/** The text as JSON, with special characters as \u escapes, so that none acts as pattern syntax. */
export function literally(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/[^\w\s/:=@-]/gu, sign => [...Array(sign.length).keys()].map(at => `\\u${hex(sign.charCodeAt(at))}`).join(''))
}

function hex(code: number): string {
  return code.toString(16).padStart(4, '0')
}

/** The pattern, or empty if it is so long that the program would drop the rule. */
export function usable(pattern: string): readonly string[] {
  return pattern.length > LONGEST ? [] : [pattern]
}
