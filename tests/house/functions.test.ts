import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'rolldown/utils'
import { expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const MOST_LINES = 40

interface Found {
  readonly start: number
  readonly end: number
}

test('a function with more than forty lines has a comment with the reason, and no shorter function has one', () => {
  const files = globSync('{src,simulation,tools}/**/*.{ts,tsx}', { cwd: ROOT })
  expect(files.length).toBeGreaterThan(900)
  expect(files.flatMap(problemsOf)).toEqual([])
})

test('a long function is found, also inside another function, and its reason counts only for itself', () => {
  const body = Array.from({ length: MOST_LINES }, () => '  act()').join('\n')
  const inner = `const inner = () => {\n${body}\n}`
  expect(misjudged('a.ts', `function outer() {\n${body}\n}`)).toEqual(['outer'])
  expect(misjudged('a.ts', `/** Long: a list. */\nexport function outer() {\n${body}\n}`)).toEqual([])
  expect(misjudged('a.ts', `/** Long: a list. */\nfunction outer() {\n${inner}\n}`)).toEqual(['inner'])
  expect(misjudged('a.ts', '/** Long: no more. */\nfunction short() {\n  act()\n}')).toEqual(['short'])
  expect(misjudged('a.ts', `// Long: a list.\nconst outer = async () => {\n${body}\n}\n\nfunction other() {\n${body}\n}`)).toEqual([
    'other',
  ])
})

function problemsOf(file: string): readonly string[] {
  return misjudged(file, readFileSync(join(ROOT, file), 'utf8')).map(name => `${file}: ${name}`)
}

function misjudged(file: string, text: string): readonly string[] {
  return functionsIn(parseSync(file, text).program).flatMap(({ start, end }) => {
    const isLong = text.slice(start, end).split('\n').length > MOST_LINES
    const above = text.slice(0, start)
    const head = `${above.slice(above.lastIndexOf('\n') + 1)}${text.slice(start, text.indexOf('\n', start))}`
    const comment = /(?:\/\*\*(?:(?!\*\/)[\s\S])*\*\/|(?:\/\/[^\n]*\n\s*)+)\s*[^\n]*$/.exec(above)?.[0] ?? ''
    return comment.includes('Long: ') === isLong ? [] : [/(?:function|const)\s+(\w+)/.exec(head)?.[1] ?? head.trim()]
  })
}

function functionsIn(node: unknown): readonly Found[] {
  if (Array.isArray(node)) return node.flatMap(functionsIn)
  if (typeof node !== 'object' || node === null) return []
  const { type, body } = node as { readonly type?: unknown; readonly body?: unknown }
  const inside = Object.values(node).flatMap(functionsIn)
  const isFunction = typeof type === 'string' && /^(?:Function|Arrow)/.test(type) && body != null
  return isFunction ? [node as unknown as Found, ...inside] : inside
}
