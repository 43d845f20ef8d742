import type { FileChange } from '../../ports/file-change.ts'
import { isTestFile } from '../dilution/test-file.ts'
import type { ProofFinding } from '../finding.ts'
import { readGateWords, type Scripts } from './gate-words.ts'
import { runFiles } from './run-files.ts'

export interface GateQuestion {
  /** The accept commands, as the project file has them. */
  readonly commands: readonly string[]
  readonly changes: readonly FileChange[]
  /** The scripts where the worker's own changes begin, and at the claimed commit. */
  readonly before: Scripts
  readonly after: Scripts
  readonly isGiven: (path: string) => boolean
}

/** Settings files that test programs read by default, and that decide which tests run and what counts. */
const RUNNER_CONFIG =
  /(?:^|\/)(?:(?:vitest|jest|karma|playwright|cypress|ava|mocha|babel)\.config\.[cm]?[jt]s(?:on)?|\.mocharc\.\w+|\.?nycrc(?:\.json)?|pytest\.ini|tox\.ini|setup\.cfg|conftest\.py|\.coveragerc|phpunit\.xml(?:\.dist)?|\.rspec|\.golangci\.ya?ml|clippy\.toml|biome\.jsonc?|\.eslintrc(?:\.\w+)?|eslint\.config\.[cm]?[jt]s|tsconfig(?:\.\w+)?\.json|mypy\.ini|\.flake8|ruff\.toml)$/

/**
 * Finds changes to the files and scripts that accept commands run, because a worker that changes them writes its own
 * proof. Czar does not restore base's version of such a file, because the mixed tree is neither the claimed work nor the
 * later merge. Tests that a command names are judged by what they still test. Files that a command only reads, and the
 * program that the task is about, do not count.
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
    // A new pre- or post-script counts as a change, because npm runs it too. Any other new script does not.
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
