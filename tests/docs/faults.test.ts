import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot } from '../../src/cli/package-root.ts'

interface Row {
  readonly number: number
  readonly reason: string | null
  readonly tests: readonly { readonly file: string; readonly title: string }[]
}

const rows = readRows(readFileSync(join(packageRoot, 'docs', 'faults.md'), 'utf8'))

test('docs/faults.md has each numbered fault once, and the faults that were added later', () => {
  const numbers = rows.map(({ number }) => number)
  expect(numbers.filter(number => number < 77)).toEqual([...Array.from({ length: 65 }, (_, index) => index + 1), 70])
  expect(new Set(numbers).size).toBe(numbers.length)
  expect(numbers).toEqual(expect.arrayContaining([77, 78, 79]))
})

test('each fault in docs/faults.md has a test, or a whole sentence with the reason why not', () => {
  const bare = rows.filter(({ tests, reason }) => tests.length === 0 && !/^[A-Z].{20,}\.$/.test(reason ?? ''))
  expect(bare).toEqual([])
})

test('every test that docs/faults.md names exists', () => {
  const missing = rows.flatMap(({ number, tests }) =>
    tests.filter(({ file, title }) => !hasTest(file, title)).map(gone => ({ number, ...gone })),
  )
  expect(missing).toEqual([])
})

function readRows(page: string): readonly Row[] {
  return page.split('\n').flatMap(line => {
    const [, number, held = ''] = /^\| (\d+) \| .* \| (.*) \|$/.exec(line) ?? []
    if (number === undefined) return []
    const reason = /^no test: (.*)$/.exec(held)?.[1] ?? null
    const tests = reason !== null ? [] : held.split('<br>').map(readTest)
    return [{ number: Number(number), reason, tests }]
  })
}

function readTest(text: string): { file: string; title: string } {
  const [, file = text, title = ''] = /^`([^`]+)`: (.+)$/.exec(text) ?? []
  return { file, title }
}

/** The title as the source has it, between quotes. */
function hasTest(file: string, title: string): boolean {
  const path = join(packageRoot, file)
  if (title === '' || !existsSync(path)) return false
  const source = readFileSync(path, 'utf8')
  return ["'", '"', '`'].some(quote => source.includes(`${quote}${title}${quote}`))
}
