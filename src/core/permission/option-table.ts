/** The options of a command that are allowed. Czar does not know whether its other options are harmless. */
export interface OptionTable {
  /** Options without a value, in full: `--stat`, `-p`. */
  readonly flags: readonly string[]
  /** One-letter options without a value that may stand together: `-am`. */
  readonly letters?: string
  /** Options whose value follows `=`, such as `--format`. */
  readonly withValue?: readonly string[]
  readonly takesNext?: readonly string[]
  /** Options whose value is free text that may begin with a dash, such as `-m`. */
  readonly takesText?: readonly string[]
  /** Values that make an allowed option harmful. */
  readonly refusedValue?: RegExp
  /** Options that contain their value: `-5`, `-U3`. */
  readonly attached?: RegExp
}

export interface ReadOptions {
  /** The options by their names in the table. */
  readonly options: readonly string[]
  readonly positionals: readonly string[]
}

/** Parses the words after a command with the command's table; null: the table lacks one of the options. */
export function readOptions(words: readonly string[], table: OptionTable): ReadOptions | null {
  const options: string[] = []
  const positionals: string[] = []
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as string
    if (word === '--') return { options, positionals: [...positionals, ...words.slice(at + 1)] }
    if (!word.startsWith('-')) {
      positionals.push(word)
      continue
    }
    const option = readOption(word, table)
    if (option === null) return null
    if (option.needsNext) {
      at += 1
      const value = words[at]
      if (value === undefined || !isValue(option.name, value, table)) return null
    }
    options.push(option.name)
  }
  return { options, positionals }
}

interface Option {
  readonly name: string
  readonly needsNext: boolean
}

function readOption(word: string, table: OptionTable): Option | null {
  const { flags, letters = '', withValue = [], takesNext = [], takesText = [], attached, refusedValue } = table
  if (flags.includes(word) || attached?.test(word) === true) return { name: word, needsNext: false }
  const next = [...takesNext, ...takesText]
  const [, name, value] = /^(--[a-z-]+)=(.*)$/s.exec(word) ?? []
  if (name !== undefined && value !== undefined) {
    const isKnown = withValue.includes(name) || next.includes(name)
    return isKnown && (takesText.includes(name) || refusedValue?.test(value) !== true) ? { name, needsNext: false } : null
  }
  if (next.includes(word)) return { name: word, needsNext: true }
  return word.startsWith('--') ? null : readLetters(word, { letters, next })
}

/** Parses letters such as `-am` or `-n5`: letters without a value, and at most one letter with a value at the end. */
function readLetters(word: string, { letters, next }: { letters: string; next: readonly string[] }): Option | null {
  for (let at = 1; at < word.length; at += 1) {
    const name = `-${word[at]}`
    if (next.includes(name)) return { name, needsNext: at === word.length - 1 }
    if (!letters.includes(word[at] as string)) return null
  }
  return word.length > 1 ? { name: word, needsNext: false } : null
}

/** Whether a value is safe. A value with a leading dash may act as another option. */
function isValue(name: string, value: string, { takesText = [], refusedValue }: OptionTable): boolean {
  return takesText.includes(name) || (!value.startsWith('-') && refusedValue?.test(value) !== true)
}
