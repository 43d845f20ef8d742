import { type ShellPiece, shellParts, shellPieces, sourceOf } from '../../text/shell-pieces.ts'

/** The `scripts` of package.json files, by folder. '' is the root folder of the repository. */
export type Scripts = ReadonlyMap<string, Readonly<Record<string, string>>>

/** The scripts and files that the accept commands run, as far as the words of the commands show it. */
export interface GateWords {
  /** The paths that stand in a command, or in a script that a command runs. */
  readonly paths: ReadonlySet<string>
  /** The scripts of package.json files that are run, each with the folder of its package.json. */
  readonly scripts: readonly { readonly folder: string; readonly name: string }[]
}

/** For each program that runs tests or builds, the settings files that it reads by itself. */
const RUNNER_FILES: Readonly<Record<string, readonly string[]>> = {
  make: ['Makefile', 'makefile', 'GNUmakefile'],
  gmake: ['Makefile', 'makefile', 'GNUmakefile'],
  just: ['justfile', 'Justfile', '.justfile'],
  task: ['Taskfile.yml', 'Taskfile.yaml'],
  rake: ['Rakefile'],
  tox: ['tox.ini'],
  nox: ['noxfile.py'],
  'pre-commit': ['.pre-commit-config.yaml'],
}
const SCRIPT_RUNNERS = new Set(['npm', 'pnpm', 'yarn', 'bun'])

/**
 * Finds the scripts and files that the words of the commands name. If a command runs a package.json script, the words of that script are
 * read as well, and so on.
 */
export function readGateWords(commands: readonly string[], scripts: Scripts): GateWords {
  const { steps, found } = readGateSteps(commands, scripts)
  const paths = new Set<string>()
  for (const step of steps) {
    for (const word of step.words) paths.add(joined(step.folder, word))
    for (const file of runnerFiles(step)) paths.add(file)
  }
  return { paths, scripts: found }
}

/** Returns the paths in commands, even if a path is only a part of a word, as in `tests/test_a.py::test_x`. */
export function namedPaths(commands: readonly string[], scripts: Scripts): ReadonlySet<string> {
  return new Set([...readGateWords(commands, scripts).paths].map(path => path.replace(/::.*$/, '')))
}

/** Returns the simple commands of these lines, the package.json scripts that they run, and the simple commands of those scripts. */
export function readGateSteps(
  commands: readonly string[],
  scripts: Scripts,
): { readonly steps: readonly GateStep[]; readonly found: GateWords['scripts'] } {
  const steps: GateStep[] = []
  const found = new Map<string, { readonly folder: string; readonly name: string }>()
  const waiting = commands.map(text => ({ text, folder: '' }))
  // The loop also visits the elements that are added to the array while it runs. Each script is added once.
  for (const { text, folder } of waiting) {
    for (const step of stepsOf(text, folder)) {
      steps.push(step)
      for (const name of scriptNames(step.words)) {
        const key = `${step.folder}\0${name}`
        if (found.has(key)) continue
        found.set(key, { folder: step.folder, name })
        const script = scripts.get(step.folder)?.[name]
        if (script !== undefined) waiting.push({ text: script, folder: step.folder })
      }
    }
  }
  return { steps, found: [...found.values()] }
}

/** Returns the files that the program of a step, such as make, reads by itself. */
export function runnerFiles({ words, folder }: GateStep): readonly string[] {
  return (RUNNER_FILES[words[0] ?? ''] ?? []).map(file => joined(folder, file))
}

/** Returns the folders in which the commands may look for a package.json. */
export function gateFolders(commands: readonly string[]): readonly string[] {
  return [...new Set(['', ...commands.flatMap(text => stepsOf(text, '').map(step => step.folder))])]
}

/** A simple command, and the folder in which it runs. */
export interface GateStep {
  readonly folder: string
  readonly words: readonly string[]
  /** True if another program reads the output, through a pipe or `$(…)`, and decides whether the whole line succeeds. */
  readonly isRead: boolean
}

/** Matches assignments that stand before a command, as in `CI=1 NODE_OPTIONS="--require ./setup.cjs" npm test`. */
const ASSIGNMENTS = /^\s*(?:[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|\S*)\s+)+/

/**
 * Returns the simple commands of a line. A `cd` counts for the commands after it. The values of assignments before a command are added to
 * the command's words, because they may name files too.
 */
function stepsOf(text: string, start: string): readonly GateStep[] {
  let folder = start
  return shellParts(withQuotesOpened(text)).flatMap(({ before, pieces, after }) => {
    const part = sourceOf(pieces)
    const assigned = ASSIGNMENTS.exec(part)?.[0] ?? ''
    const words = [...wordsOf(part.slice(assigned.length)), ...wordsOf(assigned.replace(/[A-Za-z_]\w*=/g, ' '))]
    if (words[0] !== 'cd') return [{ folder, words, isRead: after === '|' || before === '$(' }]
    folder = joined(folder, words[1] ?? '')
    return []
  })
}

/** Adds the commands inside quoted text, because the text may be a script, such as the word after `sh -c`. */
function withQuotesOpened(text: string): readonly ShellPiece[] {
  return shellPieces(text).flatMap(piece => {
    const { kind, source } = piece
    if (kind === 'redirection' || source === '`') return [{ kind: 'blank', source: ' ' }]
    if (source === '\\\n') return []
    if (kind !== 'single' && kind !== 'double') return [piece]
    const quote: ShellPiece = { kind: 'other', source: source[0] as string }
    return [quote, ...withQuotesOpened(source.slice(1, -1)), quote]
  })
}

function wordsOf(text: string): readonly string[] {
  return text.split(/[\s"'`<>$={}]+/).filter(Boolean)
}

/** Returns the names of the scripts that run. With a script, npm also runs the scripts whose names have pre or post in front. */
function scriptNames(words: readonly string[]): readonly string[] {
  if (!SCRIPT_RUNNERS.has(words[0] ?? '')) return []
  const word = words.slice(1).find(each => !each.startsWith('-') && each !== 'run' && each !== 'run-script')
  if (word === undefined) return []
  const name = word === 't' ? 'test' : word
  return [`pre${name}`, name, `post${name}`]
}

/** Returns the path that a word names, seen from the folder in which its command runs. */
export function joined(folder: string, word: string): string {
  const clean = word.replace(/^(?:\.\/)+/, '').replace(/^\.$|\/+$/, '')
  return folder === '' || clean === '' ? clean || folder : `${folder}/${clean}`
}
