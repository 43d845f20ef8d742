import type { FileChange } from '../../ports/file-change.ts'
import { isTestFile } from './test-file.ts'
import { type TestWords, testWordsOf } from './test-words.ts'

export interface TestLine {
  readonly path: string
  readonly text: string
  readonly words: TestWords
}

/** The lines of tests that were really added or removed. A line that only moved, even to another file, is in neither list. */
export interface TestChanges {
  readonly added: readonly TestLine[]
  readonly removed: readonly TestLine[]
}

export function readTestChanges(changes: readonly FileChange[]): TestChanges {
  const tests = changes.filter(change => isTestFile(change.path))
  return withoutMoved(
    tests.flatMap(change => linesOf(change.path, change.added)),
    tests.flatMap(change => linesOf(change.path, change.removed)),
  )
}

/** Comments are left out, because a test that was commented out no longer runs. */
const COMMENT = /^(?:\/\/|\/\*|\*|<!--|--|#(?![[!]|expect\b))/

function linesOf(path: string, lines: readonly string[]): readonly TestLine[] {
  const words = testWordsOf(path)
  if (words === null) return []
  return lines.flatMap(line => {
    const text = line.trim()
    return text === '' || COMMENT.test(text) ? [] : [{ path, text, words }]
  })
}

function withoutMoved(added: readonly TestLine[], removed: readonly TestLine[]): TestChanges {
  return { added: without(added, removed), removed: without(removed, added) }
}

/** Removes each of the other lines once from the list. */
function without(lines: readonly TestLine[], others: readonly TestLine[]): readonly TestLine[] {
  const left = new Map<string, number>()
  for (const { text } of others) left.set(text, (left.get(text) ?? 0) + 1)
  return lines.filter(({ text }) => {
    const count = left.get(text) ?? 0
    if (count > 0) left.set(text, count - 1)
    return count === 0
  })
}
