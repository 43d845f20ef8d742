/** How many tests failed and passed in the output of a test program. A number is null if the output does not say it. */
export interface TestCounts {
  readonly failed: number | null
  readonly passed: number | null
}

const FAILED = [/(\d+) (?:\w+ )?(?:failed|failing|failures?|fail|errors?)\b/gi, /\b(?:failed|failures?|fail|errors?)[:=] ?(\d+)/gi]
const PASSED = [/(\d+) (?:\w+ )?(?:passed|passing|pass|ok)\b/gi, /\b(?:passed|pass|ok)[:=] ?(\d+)/gi]

/** Returns the last numbers in the output, because test programs print their summary at the end. */
export function testCountsIn(text: string): TestCounts {
  return { failed: lastOf(text, FAILED), passed: lastOf(text, PASSED) }
}

/** Whether more tests pass, or fewer fail, than in the best run before. */
export function isBetter({ failed, passed }: TestCounts, best: TestCounts): boolean {
  const failsLess = failed !== null && best.failed !== null && failed < best.failed
  const passesMore = passed !== null && best.passed !== null && passed > best.passed
  return failsLess || passesMore
}

function lastOf(text: string, patterns: readonly RegExp[]): number | null {
  for (const pattern of patterns) {
    const count = [...text.matchAll(pattern)].at(-1)?.[1]
    if (count !== undefined) return Number(count)
  }
  return null
}
