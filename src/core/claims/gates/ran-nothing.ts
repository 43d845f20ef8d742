/** Lines with which test programs report success although no test ran. Only the last lines of an output are searched. */
const NOTHING: readonly RegExp[] = [
  // These are printed by jest and vitest with --passWithNoTests, mocha, node --test (TAP and spec), unittest before 3.12, and dotnet.
  /^.*\bNo tests? (?:files? )?found, exiting with code 0.*$/im,
  /^\s*0 passing\b.*$/m,
  /^(?:#|ℹ) tests 0$/m,
  /^Ran 0 tests in .*$/m,
  /^.*\bNo test is available in .*$/m,
]
const SKIPPED_ALL = { passed: /^(?:#|ℹ) pass 0$/m, skipped: /^(?:#|ℹ) skipped [1-9]\d*$/m }
const SOMETHING = /^\s*[1-9]\d* passing\b|^(?:#|ℹ) pass [1-9]|\b[1-9]\d* passed\b|^Ran [1-9]\d* tests?\b|^ok\s+\S+\s+[\d.(]/m

/**
 * Returns the line which says that a successful command ran no test, or null if there is no such line. A skipped test does not count as one
 * that passed.
 */
export function ranNothing(tail: string): string | null {
  if (SOMETHING.test(tail)) return null
  for (const pattern of NOTHING) {
    const line = pattern.exec(tail)?.[0]
    if (line !== undefined) return line.trim()
  }
  return SKIPPED_ALL.passed.test(tail) ? (SKIPPED_ALL.skipped.exec(tail)?.[0] ?? null) : null
}
