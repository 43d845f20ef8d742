import { type ShellPiece, shellParts, shellPieces, sourceOf } from '../../text/shell-pieces.ts'

/** The `scripts` of package.json files, by folder ('' is the repository's root). */
export type Scripts = ReadonlyMap<string, Readonly<Record<string, string>>>

/** The scripts and files that accept commands run, as far as the words of the commands show. */
export interface GateWords {
  /** Paths that appear in a command, or in a script that the command runs. */
  readonly paths: ReadonlySet<string>
  /** package.json scripts that are run, as `folder` and `name`. */
  readonly scripts: readonly { readonly folder: string; readonly name: string }[]
}

/** Files that a runner reads by default. */
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
 * Finds the scripts and files in the words of the commands, and in the words of the package.json scripts that they run,
 * at any depth.
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

/** The paths in commands, also when a path is only a part of a word: `tests/test_a.py::test_x`. */
export function namedPaths(commands: readonly string[], scripts: Scripts): ReadonlySet<string> {
  return new Set([...readGateWords(commands, scripts).paths].map(path => path.replace(/::.*$/, '')))
}

/** The simple commands of these lines, the package.json scripts that they run, and the simple commands of those scripts. */
export function readGateSteps(
  commands: readonly string[],
  scripts: Scripts,
): { readonly steps: readonly GateStep[]; readonly found: GateWords['scripts'] } {
  const steps: GateStep[] = []
  const found = new Map<string, { readonly folder: string; readonly name: string }>()
  const waiting = commands.map(text => ({ text, folder: '' }))
  // Iterating an array also visits elements that are added meanwhile. Each script is added once.
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

/** The files that the runner of a step, such as make, reads by default. */
export function runnerFiles({ words, folder }: GateStep): readonly string[] {
  return (RUNNER_FILES[words[0] ?? ''] ?? []).map(file => joined(folder, file))
}

/** The folders in which the commands may look for a package.json. */
export function gateFolders(commands: readonly string[]): readonly string[] {
  return [...new Set(['', ...commands.flatMap(text => stepsOf(text, '').map(step => step.folder))])]
}

/** A simple command, and the folder in which it runs. */
export interface GateStep {
  readonly folder: string
  readonly words: readonly string[]
  /** True: another program reads the output, through a pipe or `$(…)`, and decides whether the whole line succeeds. */
  readonly isRead: boolean
}

/** Matches the assignments before a command: `CI=1 NODE_OPTIONS="--require ./setup.cjs" npm test`. */
const ASSIGNMENTS = /^\s*(?:[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|\S*)\s+)+/

/**
 * The simple commands of a line. A `cd` applies to the commands after it. The values of leading assignments are appended to the command's
 * words.
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

/** A quoted text may be a script, such as the word after `sh -c`. The commands in that script count too. */
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

/** npm runs pre… and post… along with a script. */
function scriptNames(words: readonly string[]): readonly string[] {
  if (!SCRIPT_RUNNERS.has(words[0] ?? '')) return []
  const word = words.slice(1).find(each => !each.startsWith('-') && each !== 'run' && each !== 'run-script')
  if (word === undefined) return []
  const name = word === 't' ? 'test' : word
  return [`pre${name}`, name, `post${name}`]
}

/** The path that a word names, seen from the folder in which its command runs. */
export function joined(folder: string, word: string): string {
  const clean = word.replace(/^(?:\.\/)+/, '').replace(/^\.$|\/+$/, '')
  return folder === '' || clean === '' ? clean || folder : `${folder}/${clean}`
}
