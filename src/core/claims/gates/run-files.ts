import { type GateStep, joined, readGateSteps, runnerFiles, type Scripts } from './gate-words.ts'

export interface RunQuestion {
  /** An accept command. */
  readonly command: string
  readonly scripts: Scripts
  /** The texts of shell scripts before the change, by path. The files that they run count as well. */
  readonly texts: ReadonlyMap<string, string>
}

const INTERPRETER =
  /^(?:.*\/)?(?:(?:ba|da|z|k|fi)?sh|source|\.|node(?:js)?|deno|bun|tsx|ts-node|python[\d.]*|pypy[\d.]*|ruby|perl|php|lua|Rscript|pwsh)$/
/** Words that may stand before the name of the program in a step. */
const BEFORE =
  /^(?:if|then|else|elif|while|until|do|!|\{|time|nice|exec|command|env|sudo|timeout|xvfb-run|npx|bunx|pnpx|pnpm|yarn|uv|poetry|pipenv|bundle|run|-.*|\d+[smh]?)$/
/** Options of an interpreter that name another file which it also runs. */
const LOADS = /^(?:-r|--require|--import|--loader|--experimental-loader)$/
const SHELL = /^(?:.*\/)?(?:(?:ba|da|z|k|fi)?sh|source|\.)$/
/** Options with which an interpreter only checks the syntax of a file, or gets its program on the command line. */
const RUNS_NO_FILE = { shell: /^-n$/, other: /^(?:-c|--check|-e|-p|--eval|--print|-m.*|-)$/ }
const MAKES = /^(?:g?make|just|task|rake|tox|nox)$/
const TOOLS =
  /^(?:eslint|prettier|vitest|jest|mocha|ava|playwright|cypress|pytest|ruff|mypy|flake8|tsc|vue-tsc|webpack|vite|rollup|golangci-lint|phpunit|nyc|c8|biome|stylelint)$/
/** Options that name a settings file. */
const SETTINGS = /^(?:-c|-p|--config|--project|--rcfile|--configuration|--config-file|--settings)$/

/** Names of files and folders that seem to belong to a check. */
const CHECKS =
  /(?:^|[/_.-])(?:checks?|tests?|specs?|verify|verification|validate|validation|lint|ci|gates?|accept|acceptance|asserts?|smoke|e2e|qa|selftest)(?=[/_.-]|$)/i
/** Names of programs that are the work itself and not its check. A check runs them to see what they do. */
const PRODUCT =
  /(?:^|\/)(?:src|lib|apps?|bin|cmd|pkg|internal|public|server|client)\/|(?:^|\/)(?:index|main|app|server|cli|__main__|manage|setup|install|deploy)(?:\.[^/]*)?$/i

/**
 * Returns the files that decide whether a command succeeds: scripts that it runs, files that a test program reads by itself, settings files
 * that it names, and files that such scripts run. Files that the command only reads do not count, and neither do programs that are the work
 * itself.
 */
export function runFiles({ command, scripts, texts }: RunQuestion): ReadonlySet<string> {
  const found = new Set<string>()
  const add = (steps: readonly GateStep[]) => {
    for (const step of steps) for (const path of filesOf(step)) if (isGate(path, step)) found.add(path)
  }
  add(readGateSteps([command], scripts).steps)
  // The loop also visits the members that are added to the set while it runs.
  for (const path of found) {
    const text = texts.get(path)
    if (text !== undefined) add(readGateSteps([scriptText(text, path)], new Map()).steps)
  }
  return found
}

/** Whether the name of the file is that of a shell script. */
export function isShellScript(path: string): boolean {
  return /\.(?:ba|z|k)?sh$/.test(path) || !/\.[^/]*$/.test(path)
}

/**
 * Returns a script's text without comments, because a comment may name files that the script does not run. `$(dirname "$0")` is replaced by
 * the script's own folder.
 */
function scriptText(text: string, path: string): string {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/'))) || '.'
  return text.replace(/^\s*#.*$/gm, '').replace(/\$\(\s*dirname\s+(?:--\s+)?"?\$(?:0|\{?BASH_SOURCE[^\s")]*)"?\s*\)/g, folder)
}

function isGate(path: string, { isRead }: GateStep): boolean {
  return CHECKS.test(path) || !(isRead || PRODUCT.test(path))
}

function filesOf(step: GateStep): readonly string[] {
  const begin = step.words.findIndex(word => !BEFORE.test(word))
  const [program = '', ...rest] = begin < 0 ? [] : step.words.slice(begin)
  const path = (word: string) => joined(step.folder, word)
  if (INTERPRETER.test(program)) return interpreted(step, program, rest).map(path)
  if (MAKES.test(program)) return madeBy(step, program, rest)
  if (TOOLS.test(program)) return valuesOf(rest, SETTINGS).map(path)
  return program.includes('/') ? [path(program)] : []
}

function interpreted(step: GateStep, program: string, words: readonly string[]): readonly string[] {
  const isShell = SHELL.test(program)
  // The word after `-o` (as in `bash -euo pipefail`) is a setting and no file.
  const takesValue = (word: string) => LOADS.test(word) || (isShell && /^[-+]\w*o$/.test(word))
  const script = words.findIndex((word, at) => !/^[-+]/.test(word) && !takesValue(words[at - 1] ?? '') && word !== 'run')
  const options = script < 0 ? words : words.slice(0, script)
  if (isShell && options.some(option => /^-\w*c$/.test(option))) return filesOf({ ...step, words: words.slice(script), folder: '' })
  const loaded = valuesOf(options, LOADS)
  const runsNoFile = isShell ? RUNS_NO_FILE.shell : RUNS_NO_FILE.other
  if (script < 0 || options.some(option => runsNoFile.test(option))) return loaded
  return [...loaded, words[script] ?? '']
}

/** Returns the file that make reads: `make -C web -f ci.mk` reads web/ci.mk. */
function madeBy(step: GateStep, program: string, words: readonly string[]): readonly string[] {
  const [folder = step.folder] = valuesOf(words, /^(?:-C|--directory)$/).map(word => joined(step.folder, word))
  const named = valuesOf(words, /^(?:-f|--file|--makefile|--justfile|--taskfile|--rakefile)$/)
  return named.length > 0 ? named.map(word => joined(folder, word)) : runnerFiles({ ...step, folder, words: [program] })
}

/** Returns the words after these options. `--option=value` was already split into two words. */
function valuesOf(words: readonly string[], option: RegExp): readonly string[] {
  return words.filter((_, at) => option.test(words[at - 1] ?? ''))
}
