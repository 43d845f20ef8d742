/** Programs that only print, whatever options they get. */
const READERS: ReadonlySet<string> = new Set(['cat', 'head', 'tail', 'wc', 'grep', 'ls'])
/** Programs that print only their own words or the name of the folder. */
const SPEAKERS: ReadonlySet<string> = new Set(['echo', 'pwd', 'true', 'false'])
/** Matches an option that has no value, or whose value is not a path. */
const OPTION = /^(?:-[A-Za-z0-9]+|--[a-z-]+(?:=[\w.,+%-]*)?)$/

/** Whether the command only prints files, and may read all of them. */
export function isHarmlessReading([program = '', ...words]: readonly string[], mayName: (word: string) => boolean): boolean {
  if (SPEAKERS.has(program)) return true
  if (!READERS.has(program)) return false
  return readPaths(program, words)?.every(path => path === '-' || mayName(path)) === true
}

/** Returns the words that may be paths, or null if the command has an option that czar does not know. */
function readPaths(program: string, words: readonly string[]): readonly string[] | null {
  const end = words.indexOf('--')
  const before = end < 0 ? words : words.slice(0, end)
  const options = before.filter(word => word.startsWith('-') && word !== '-')
  if (!options.every(word => OPTION.test(word))) return null
  const others = [...before.filter(word => !options.includes(word)), ...(end < 0 ? [] : words.slice(end + 1))]
  return program === 'grep' && !options.some(namesPattern) ? others.slice(1) : others
}

/** Whether grep gets its pattern by this option. If so, its first other word is a path and not the pattern. */
function namesPattern(option: string): boolean {
  return /^-[A-Za-z0-9]*[ef]/.test(option) || /^--[fr]/.test(option)
}
