import type { FileChange } from '../../ports/file-change.ts'
import { type ProofFinding, quoteLines } from '../finding.ts'
import { isTestFile } from '../weakened-tests/test-file.ts'
import { testWordsOf } from '../weakened-tests/test-words.ts'
import type { ContentQuestion } from './find-content.ts'
import { isNamed } from './is-named.ts'

const HELPER =
  /(?:^|[/_.-])(?:helpers?|utils?|support|setup|harness|fixtures?|conftest|asserts?|assertions?|matchers?|expectations?)(?:[/_.-]|$)/i
const REFUSES = /\b(?:throws?|raise|reject|fail|panic|abort|assert|expect|check|verify)\w*\b|process\.exit/

/** Finds test helpers that throw or assert less than before. If a helper accepts everything, every test that uses it passes. */
export function findHollowHelpers({ changes, isGiven, task }: ContentQuestion): readonly ProofFinding[] {
  return changes.flatMap(change => {
    if (change.kind !== 'changed' || !isHelper(change) || isGiven(change.path)) return []
    const removed = refusals(change.removed)
    const added = refusals(change.added)
    const gone = removed.filter(line => !added.includes(line))
    if (removed.length <= added.length || gone.length === 0) return []
    const quoted = quoteLines(gone.map(text => ({ path: change.path, text })))
    return [{ rejects: added.length === 0 && !isNamed(change.path, task), text: `a test helper checks less than before: ${quoted}` }]
  })
}

function isHelper({ path, removed, added }: FileChange): boolean {
  const words = testWordsOf(path)
  if (words === null || !(isTestFile(path) || /(?:^|\/)test/i.test(path))) return false
  return HELPER.test(path.replace(/([a-z])(?=[A-Z])/g, '$1-')) && ![...removed, ...added].some(line => words.testCase.test(line))
}

function refusals(lines: readonly string[]): readonly string[] {
  return lines.map(line => line.trim()).filter(line => REFUSES.test(line) && !/^(?:\/\/|#|\*|\/\*)/.test(line))
}
