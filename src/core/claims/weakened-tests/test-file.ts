import { testWordsOf } from './test-words.ts'

const FOLDER = /(?:^|\/)(?:tests?|__tests__|specs?|e2e|integration[-_]?tests?)\//i
const NAME = /(?:^|\/)(?:test_[^/]*|[^/]*[._-](?:test|tests|spec|e2e)(?:\.[^/.]+)?|[^/]*(?:Test|Tests|TestCase|Spec|IT))\.[^/.]+$|\.bats$/

/** Whether the path seems to be a test file in a language whose tests czar can read. In Rust, every source file may have tests. */
export function isTestFile(path: string): boolean {
  return testWordsOf(path) !== null && (path.endsWith('.rs') || FOLDER.test(path) || NAME.test(path))
}
