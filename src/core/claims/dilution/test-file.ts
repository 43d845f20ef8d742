import { testWordsOf } from './test-words.ts'

const FOLDER = /(?:^|\/)(?:tests?|__tests__|specs?|e2e|integration[-_]?tests?)\//i
const NAME = /(?:^|\/)(?:test_[^/]*|[^/]*[._-](?:test|tests|spec|e2e)(?:\.[^/.]+)?|[^/]*(?:Test|Tests|TestCase|Spec|IT))\.[^/.]+$|\.bats$/

/** Whether the path looks like a test file in a language whose tests czar can read. In Rust, any source file may hold tests. */
export function isTestFile(path: string): boolean {
  return testWordsOf(path) !== null && (path.endsWith('.rs') || FOLDER.test(path) || NAME.test(path))
}
