/** The options of a command that are allowed. Czar does not know whether its other options are harmless. */
export interface OptionTable {
  /** Options without a value, with their dashes, for example `--stat` and `-p`. */
  readonly flags: readonly string[]
  /** Options of one letter without a value. Several may stand together, as in `-am`. */
  readonly letters?: string
  /** Options whose value stands behind `=`, for example `--format`. */
  readonly withValue?: readonly string[]
  readonly takesNext?: readonly string[]
  /** Options whose value is any text and may begin with a dash, for example `-m`. */
  readonly takesText?: readonly string[]
  /** Values with which an allowed option does harm. */
  readonly refusedValue?: RegExp
  /** Options that contain their value, for example `-5` and `-U3`. */
  readonly attached?: RegExp
}

export interface ReadOptions {
  /** The options by their names in the table. */
  readonly options: readonly string[]
  readonly positionals: readonly string[]
}

/** Reads the words after a command with the table of the command's options. Returns null if an option is not in the table. */
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

/** Reads letters such as `-am` or `-n5`: letters without a value, and at the end at most one letter with a value. */
function readLetters(word: string, { letters, next }: { letters: string; next: readonly string[] }): Option | null {
  for (let at = 1; at < word.length; at += 1) {
    const name = `-${word[at]}`
    if (next.includes(name)) return { name, needsNext: at === word.length - 1 }
    if (!letters.includes(word[at] as string)) return null
  }
  return word.length > 1 ? { name: word, needsNext: false } : null
}

/** Whether a value does no harm. A value that begins with a dash could act as another option. */
function isValue(name: string, value: string, { takesText = [], refusedValue }: OptionTable): boolean {
  return takesText.includes(name) || (!value.startsWith('-') && refusedValue?.test(value) !== true)
}
