import type { Argument, Command, Option } from 'commander'

/** What may be typed at the cursor: one of these words, or the path of a file. */
export interface Completion {
  readonly words: readonly CompletedWord[]
  readonly isFile: boolean
}

export interface CompletedWord {
  readonly word: string
  /** A few words about the name, for shells that show them. It is empty if there is nothing to say. */
  readonly about: string
}

/**
 * Finds the words that can stand for an argument of this name, for a flag's value of this name, or for the value of a flag such as
 * `--host`. Returns null if czar knows none.
 */
export type WordsFor = (name: string, project: string | undefined) => Promise<readonly CompletedWord[] | null>

const NOTHING: Completion = { words: [], isFile: false }

/**
 * Completes a command line. `words` are the words after `czar`. The last one is the word at the cursor, which may be empty. Only words that
 * begin like the word at the cursor are returned.
 */
export async function complete(program: Command, words: readonly string[], wordsFor: WordsFor): Promise<Completion> {
  // bash passes `--flag=value` as three words.
  const parts = words.flatMap(word => splitFlag(word)).filter((word, at, all) => word !== '=' || at === all.length - 1)
  const current = parts.at(-1) === '=' ? '' : (parts.at(-1) ?? '')
  const { command, given, open, project } = walk(program, parts.slice(0, -1))
  const valueFor = async ({ argChoices }: Argument | Option, names: readonly string[]) => {
    if (argChoices !== undefined)
      return wordsIn(
        argChoices.map(word => ({ word, about: '' })),
        current,
      )
    if (names.some(name => FILES.has(name))) return { words: [], isFile: true }
    for (const name of names) {
      const words = await wordsFor(name, project)
      if (words !== null) return wordsIn(words, current)
    }
    return NOTHING
  }
  if (open !== null && !endsValues(open, current)) return valueFor(open, [open.long ?? '', valueName(open)])
  if (current.startsWith('-')) return wordsIn(flagsOf(command, given), current)
  const verbs = given === 0 ? verbsOf(command) : []
  if (verbs.length > 0) return wordsIn(verbs, current)
  const argument = command.registeredArguments[given] ?? command.registeredArguments.findLast(({ variadic }) => variadic)
  return argument === undefined ? NOTHING : valueFor(argument, [argument.name()])
}

/** Names of arguments and flag values that are paths of files. */
const FILES: ReadonlySet<string> = new Set(['file', 'path', 'files', 'globs', 'dir', 'repository', 'command'])

function splitFlag(word: string): readonly string[] {
  const at = word.indexOf('=')
  return word.startsWith('--') && at > 0 ? [word.slice(0, at), word.slice(at + 1)] : [word]
}

interface Place {
  readonly command: Command
  /** How many arguments stand before the cursor. */
  readonly given: number
  /** The flag whose value is at the cursor. It is null if no flag's value is there. */
  readonly open: Option | null
  readonly project: string | undefined
}

function walk(program: Command, words: readonly string[]): Place {
  let place: Place = { command: program, given: 0, open: null, project: undefined }
  for (const word of words) place = after(place, word)
  return place
}

function after(place: Place, word: string): Place {
  const { command, given, open } = place
  if (open !== null && !endsValues(open, word))
    return { ...place, open: open.variadic ? open : null, ...(open.long === '--project' ? { project: word } : {}) }
  if (word.startsWith('-')) {
    const flag = optionsOf(command, given).find(({ short, long }) => word === short || word === long)
    return { ...place, open: flag !== undefined && !flag.isBoolean() ? flag : null }
  }
  const verb = given === 0 ? command.commands.find(one => one.name() === word) : undefined
  return verb === undefined ? { ...place, given: given + 1 } : { ...place, command: verb }
}

/** Whether the word ends the values of the flag. Only the values of a flag that takes several of them end at the next flag. */
function endsValues({ variadic }: Option, word: string): boolean {
  return variadic && word.startsWith('-')
}

/** The name of a flag's value, such as `worker` in `--worker <worker>`. */
function valueName({ flags }: Option): string {
  return /[<[]([\w-]+)/.exec(flags)?.[1] ?? ''
}

function flagsOf(command: Command, given: number): readonly CompletedWord[] {
  return optionsOf(command, given)
    .filter(({ hidden }) => !hidden)
    .map(({ long, short, description }) => ({ word: long ?? short ?? '', about: description }))
}

/** The flags of a command, and those of the subcommand that runs if none is named: `czar history --limit 3` is `czar history list`. */
function optionsOf(command: Command, given: number): readonly Option[] {
  const { _defaultCommandName: name } = command as Command & { readonly _defaultCommandName?: string | null }
  const meant = given === 0 && name != null ? command.commands.find(one => one.name() === name) : undefined
  const help = command.createHelp()
  const own = help.visibleOptions(command)
  const more = meant === undefined ? [] : help.visibleOptions(meant)
  return [...own, ...more.filter(({ long }) => own.every(option => option.long !== long))]
}

/** The subcommands of a command. */
export function verbsOf(command: Command): readonly CompletedWord[] {
  const help = command.createHelp()
  return help.visibleCommands(command).map(verb => ({ word: verb.name(), about: help.subcommandDescription(verb) }))
}

/** The words that fit. If the person types a list with commas, only its last part is completed. */
function wordsIn(words: readonly CompletedWord[], current: string): Completion {
  const before = current.slice(0, current.lastIndexOf(',') + 1)
  const all = words.map(({ word, about }) => ({ word: `${before}${word}`, about }))
  return { words: all.filter(({ word }) => word.startsWith(current)), isFile: false }
}
