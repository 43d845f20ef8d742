import type { FileChange } from '../../ports/file-change.ts'
import { counted } from '../../text/counted.ts'
import { type ProofFinding, quoteLines } from '../finding.ts'
import { readTestChanges, type TestChanges, type TestLine } from './test-changes.ts'
import { isTestFile } from './test-file.ts'
import type { TestWords } from './test-words.ts'

/**
 * Finds tests that prove less than before, by rules about the lines that the worker changed. A claim is rejected if it skips tests that
 * were not skipped before, or if test cases were lost outside the worker's own files. Everything else is only reported to people.
 */
export function findWeakenedTests(changes: readonly FileChange[], isGiven: (path: string) => boolean): readonly ProofFinding[] {
  const tests = readTestChanges(changes)
  const found = [
    newOnes(tests, 'skip', 'tests are skipped that ran before'),
    newOnes(tests, 'focus', 'only a few tests run, and the others are left out'),
    lostCases(tests, isGiven),
    ...flagged(changes, tests),
  ]
  return found.filter(finding => finding !== null)
}

function newOnes({ added, removed }: TestChanges, word: keyof TestWords, text: string): ProofFinding | null {
  const lines = having(added, word)
  return lines.length <= having(removed, word).length ? null : { rejects: true, text: `${text}: ${quoteLines(lines)}` }
}

/** Lost and new test cases are counted over all files together, so that a test which moved to another file is not lost. */
function lostCases({ added, removed }: TestChanges, isGiven: (path: string) => boolean): ProofFinding | null {
  const gone = having(removed, 'testCase')
  const come = having(added, 'testCase')
  if (gone.length <= come.length) return null
  const goneElsewhere = gone.filter(({ path }) => !isGiven(path))
  const rejects = goneElsewhere.length > come.filter(({ path }) => !isGiven(path)).length
  const quoted = quoteLines(rejects ? goneElsewhere : gone)
  return { rejects, text: `${exchanged(gone.length, 'test case', come.length)}: ${quoted}` }
}

function flagged(changes: readonly FileChange[], tests: TestChanges): readonly (ProofFinding | null)[] {
  const { added, removed } = tests
  const [less, more] = [having(removed, 'assertion'), having(added, 'assertion')]
  const hollow = having(added, 'hollow')
  return [
    lostFiles(changes),
    less.length > more.length ? flag(`${exchanged(less.length, 'assertion', more.length)}: ${quoteLines(less)}`) : null,
    weakened(less, more),
    hollow.length > having(removed, 'hollow').length ? flag(`assertions that cannot fail: ${quoteLines(hollow)}`) : null,
    having(added, 'condition').length > having(removed, 'condition').length
      ? flag(`tests that run under a condition only: ${quoteLines(having(added, 'condition'))}`)
      : null,
  ]
}

function lostFiles(changes: readonly FileChange[]): ProofFinding | null {
  const tests = changes.filter(change => isTestFile(change.path) && !change.path.endsWith('.rs'))
  const gone = tests.filter(change => change.kind === 'deleted').map(change => change.path)
  const come = tests.filter(change => change.kind === 'added').length
  if (gone.length <= come) return null
  return flag(`${exchanged(gone.length, 'test file', come)}: ${gone.slice(0, 10).join(', ')}`)
}

function weakened(less: readonly TestLine[], more: readonly TestLine[]): ProofFinding | null {
  const isWeak = ({ text, words }: TestLine) => words.weak.test(text)
  const strictGone = less.filter(line => !isWeak(line)).length - more.filter(line => !isWeak(line)).length
  const weak = more.filter(isWeak)
  if (strictGone <= 0 || weak.length <= less.filter(isWeak).length) return null
  return flag(`weaker assertions took the place of stricter ones: ${quoteLines(weak)}`)
}

function having(lines: readonly TestLine[], word: keyof TestWords): readonly TestLine[] {
  return lines.filter(({ text, words }) => words[word].test(text))
}

function flag(text: string): ProofFinding {
  return { rejects: false, text }
}

function exchanged(gone: number, what: string, come: number): string {
  return `${counted(gone, what)} ${gone === 1 ? 'was' : 'were'} removed and ${come} ${come === 1 ? 'was' : 'were'} added`
}
