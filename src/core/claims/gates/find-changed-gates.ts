import type { FileChange } from '../../ports/file-change.ts'
import type { ProofFinding } from '../finding.ts'
import { isTestFile } from '../weakened-tests/test-file.ts'
import { readGateWords, type Scripts } from './gate-words.ts'
import { runFiles } from './run-files.ts'

export interface GateQuestion {
  /** The accept commands in the project file. */
  readonly commands: readonly string[]
  readonly changes: readonly FileChange[]
  /** The package.json scripts at the commit where the worker's own changes begin (`before`) and at the claimed commit (`after`). */
  readonly before: Scripts
  readonly after: Scripts
  readonly isGiven: (path: string) => boolean
}

/** Settings files that test programs read without being told to. They decide which tests run and what counts as success. */
const RUNNER_CONFIG =
  /(?:^|\/)(?:(?:vitest|jest|karma|playwright|cypress|ava|mocha|babel)\.config\.[cm]?[jt]s(?:on)?|\.mocharc\.\w+|\.?nycrc(?:\.json)?|pytest\.ini|tox\.ini|setup\.cfg|conftest\.py|\.coveragerc|phpunit\.xml(?:\.dist)?|\.rspec|\.golangci\.ya?ml|clippy\.toml|biome\.jsonc?|\.eslintrc(?:\.\w+)?|eslint\.config\.[cm]?[jt]s|tsconfig(?:\.\w+)?\.json|mypy\.ini|\.flake8|ruff\.toml)$/

/**
 * Finds changes to the files and scripts that the accept commands run, because a worker that changes them writes its own proof. Czar does
 * not test the claimed work with base's version of these files, because this mixture would be neither the claimed work nor the later merge.
 * Test files are left to `findWeakenedTests`, which asks whether they still test as much. Files that a command only reads do not count, and
 * neither does the program that the task is about.
 */
export function findChangedGates(question: GateQuestion): readonly ProofFinding[] {
  const { changes, isGiven } = question
  const { scripts } = readGateWords(question.commands, question.before)
  const run = new Set(question.commands.flatMap(command => [...runFiles({ command, scripts: question.before, texts: new Map() })]))
  const existing = changes.filter(change => change.kind !== 'added' && !isTestFile(change.path))
  const gates = existing.filter(change => run.has(change.path)).map(change => change.path)
  const changedScripts = scripts.filter(({ folder, name }) => {
    const before = question.before.get(folder)?.[name]
    const after = question.after.get(folder)?.[name]
    // A new script whose name begins with pre or post counts as a change, because npm runs it too. Any other new script does not.
    return before !== after && (before !== undefined || /^(?:pre|post)/.test(name))
  })
  const config = existing.filter(change => RUNNER_CONFIG.test(change.path) && !gates.includes(change.path)).map(change => change.path)
  return [
    ...gates.map(path => ({ rejects: !isGiven(path), text: `${path} was changed, which the accept commands run` })),
    ...changedScripts.map(({ folder, name }) => ({
      rejects: true,
      text: `the script "${name}" of ${folder === '' ? '' : `${folder}/`}package.json was changed, which the accept commands run`,
    })),
    ...(config.length === 0
      ? []
      : [{ rejects: false, text: `the test tools' own settings were changed: ${config.slice(0, 10).join(', ')}` }]),
  ]
}
