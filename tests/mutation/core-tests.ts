import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { format } from 'node:util'
import fc, { type IRawProperty, type Parameters } from 'fast-check'
import { type Plugin, rolldown } from 'rolldown'
import * as vitest from 'vitest'

/** A test from its file, with the name that it would have in Vitest. */
export interface CoreTest {
  readonly name: string
  readonly run: () => void | Promise<void>
}

type Body = (...values: readonly unknown[]) => void | Promise<void>

/**
 * A test file and all its imports as one function. Each call evaluates every module again and returns the tests, so no
 * module keeps state between calls. Only these parts of Vitest exist: `test`, `test.each`, `describe` and `expect`.
 */
export async function loadTests(file: string): Promise<() => Promise<readonly CoreTest[]>> {
  const bundle = await rolldown({ input: file, platform: 'neutral', plugins: [selfContained], logLevel: 'silent' })
  const { output } = await bundle.generate({ format: 'esm' })
  await bundle.close()
  const evaluate = new AsyncFunction('given', output[0].code)
  const load = createRequire(file)
  return async () => {
    const { found, words } = collector()
    const known: Readonly<Record<string, unknown>> = { vitest: words, 'fast-check': brief }
    await evaluate((name: string) => known[name] ?? load(name))
    return found
  }
}

const AsyncFunction = (async () => {}).constructor as new (
  ...parts: readonly string[]
) => (given: (name: string) => unknown) => Promise<void>

/** A function has neither `import` nor `import.meta`. So packages come from `given`, and each module gets its own path. */
const selfContained: Plugin = {
  name: 'self-contained',
  resolveId: source => (/^\.{0,2}\//.test(source) ? null : `\0given:${source}`),
  load: id => (id.startsWith('\0given:') ? `module.exports = given(${JSON.stringify(id.slice(7))})` : null),
  transform: (code, id) => code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href)),
}

function collector() {
  const found: CoreTest[] = []
  let path: readonly string[] = []
  function test(name: string, body: Body): void {
    const full = [...path, name].join(' > ')
    const same = found.filter(({ name }) => name.replace(/ #\d+$/, '') === full).length
    found.push({ name: same === 0 ? full : `${full} #${same + 1}`, run: () => body() })
  }
  function each(rows: readonly unknown[]) {
    return (name: string, body: Body) => {
      for (const row of rows) {
        const values: readonly unknown[] = Array.isArray(row) ? row : [row]
        test(nameOf(name, values), () => body(...values))
      }
    }
  }
  function describe(name: string, define: () => void): void {
    const before = path
    path = [...before, name]
    define()
    path = before
  }
  return { found, words: { ...vitest, test: Object.assign(test, { each }), describe } }
}

function nameOf(name: string, values: readonly unknown[]): string {
  const places = name.match(/%[a-z]/g)?.length ?? 0
  return format(name, ...values.slice(0, places))
}

/** The property tests, with few runs, the same random values each time, and no search for the smallest counterexample. */
const brief = {
  ...fc,
  default: {
    ...fc,
    assert: <Values>(property: IRawProperty<Values>, { numRuns = 100, ...more }: Parameters<Values> = {}) =>
      fc.assert(property, { ...more, numRuns: Math.min(numRuns, 20), seed: 1, endOnFailure: true }),
  },
  __esModule: true,
}
