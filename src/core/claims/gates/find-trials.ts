import type { FileChange } from '../../ports/file-change.ts'
import { findWeakenedTests } from '../weakened-tests/find-weakened-tests.ts'
import { isTestFile } from '../weakened-tests/test-file.ts'
import { testWordsOf } from '../weakened-tests/test-words.ts'
import { namedPaths, type Scripts } from './gate-words.ts'
import { runFiles } from './run-files.ts'

/** An accept command that runs once more, with some files as they were before the claimed work. */
export interface GateTrial {
  readonly command: string
  readonly files: readonly string[]
  /** Whether the claim is rejected if this command fails. */
  readonly rejects: boolean
}

export interface TrialQuestion {
  readonly commands: readonly string[]
  readonly changes: readonly FileChange[]
  readonly scripts: Scripts
  /** The files as they were where the claimed work begins, by path. */
  readonly before: ReadonlyMap<string, string>
  /** The patterns of files that belong to the task. `task` is its whole text. */
  readonly owns: readonly string[]
  readonly task: string
}

/**
 * Finds the commands that may succeed only because the claim changed the check itself. A worker may change a file of the check if an exact
 * path in `owns`, or the task's text, names the file. A pattern with `*` is not enough. Changed tests that test as much as before do not
 * reject the claim, because a changed program needs changed tests.
 */
export function findTrials(question: TrialQuestion): readonly GateTrial[] {
  const suspects = changedGates(question)
  if (suspects.length === 0) return []
  return question.commands.flatMap(command => {
    const { scripts, before: texts } = question
    const runs = runFiles({ command, scripts, texts })
    const named = namedPaths([command], scripts)
    const files = suspects.filter(({ path }) => runs.has(path) || (named.has(path) && isTests(path, texts)))
    const decisive = files.filter(change => !isTests(change.path, texts) || isWeaker(change))
    const tried = decisive.length > 0 ? decisive : files
    return tried.length === 0 ? [] : [{ command, files: tried.map(({ path }) => path), rejects: decisive.length > 0 }]
  })
}

/**
 * Returns the existing files of the check that the worker changed, although neither the task's text nor an exact path in `owns` names them.
 */
export function changedGates({ changes, owns, task, commands }: Pick<TrialQuestion, 'changes' | 'owns' | 'task' | 'commands'>) {
  const exact = new Set(owns)
  // If the task's text repeats the accept commands, this does not permit the worker to change what they run.
  const text = commands.reduce((rest, command) => rest.replaceAll(command, ' '), task)
  return changes.filter(({ kind, path }) => kind !== 'added' && !exact.has(path) && !speaksOf(text, path))
}

/** Whether two versions have the same text. A change of only the file mode or the line ends does not make a check weaker. */
export function isSameText(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && plain(one) === plain(other)
}

function plain(text: string): string {
  return text.replace(/[ \t\r]+$/gm, '').trimEnd()
}

function speaksOf(text: string, path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return text.split(/[\s"'`()[\]{}<>,;]+/).some(word => {
    const clean = word.replace(/^\.\//, '').replace(/[.:!?]+$/, '')
    return clean === path || clean === name || (clean.endsWith(`/${name}`) && path.endsWith(clean))
  })
}

/** Whether the path is a test file that czar can judge. A shell script in tests/ that has no test case or assertion is only a script. */
function isTests(path: string, texts: ReadonlyMap<string, string>): boolean {
  const words = testWordsOf(path)
  const text = texts.get(path)
  if (words === null || text === undefined || !isTestFile(path)) return false
  return text.split('\n').some(line => words.testCase.test(line) || words.assertion.test(line))
}

function isWeaker(change: FileChange): boolean {
  return findWeakenedTests([change], () => false).length > 0
}
