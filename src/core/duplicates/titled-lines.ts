import { isTestFile } from '../claims/weakened-tests/test-file.ts'
import type { AddedLine } from '../ports/duplicates-port.ts'

/** An added line that begins a test or registers a route. */
export interface TitledLine {
  readonly kind: 'route' | 'test'
  readonly name: string
  readonly at: number
}

/** Lines that register a route: `app.get('/users', …)`, `@router.post("/users")`, `r.GET("/users", …)`, `@GetMapping("/users")`. */
const ROUTE =
  /(?:\.|@)(get|post|put|patch|delete|head|options|all|route|mapping|(?:get|post|put|patch|delete|request)mapping)\(\s*(?:value\s*=\s*)?(["'`])(\/[^"'`\s]*)\2/i
/** Lines that begin a test with a title: `it('…')`, `test.only("…")`, `t.Run("…"`, `test "…" do`. */
const TITLE = /(?:^|[^\w.$])(?:it|test|specify|scenario|TEST_CASE|t\.Run)(?:\.\w+)*\s*\(?\s*(["'`])((?:\\.|(?!\1).){3,})\1/
/** Lines that begin a test that is a function: `def test_x(`, `func TestX(`, `fn test_x(`, `void testX(`. */
const TEST_NAME = /(?:def|func|fn|void|function)\s+(?:\([^)]*\)\s*)?(test\w+|Test\w+)\s*[(<]/

export function titledLines(path: string, lines: readonly AddedLine[]): readonly TitledLine[] {
  const isTest = isTestFile(path)
  return lines.flatMap(({ at, text }): readonly TitledLine[] => {
    if (text.length > MOST_CHARS) return []
    const title = isTest ? (TITLE.exec(text)?.[2] ?? TEST_NAME.exec(text)?.[1]) : undefined
    if (title !== undefined) return [{ kind: 'test', name: title, at }]
    // A test file only calls routes that other code serves, so its routes do not count.
    const [, method, , route] = isTest && !path.endsWith('.rs') ? [] : (ROUTE.exec(text) ?? [])
    return method === undefined || route === undefined ? [] : [{ kind: 'route', name: `${method.toUpperCase()} ${route}`, at }]
  })
}

const MOST_CHARS = 500
