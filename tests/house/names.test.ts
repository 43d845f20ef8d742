import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** Folders in which names of files may repeat: each agent's folder has the same parts, and the demo agent is a program of its own. */
const FAMILIES = /^src\/(adapters\/agents\/|demo-agent\/)/

function exportsOf(file: string): readonly string[] {
  const text = readFileSync(join(ROOT, file), 'utf8')
  return [...text.matchAll(/^export (?:async )?(?:function\*?|const|interface|type|class) (\w+)/gm)].map(([, name = '']) => name)
}

test('one exported name has one meaning', () => {
  const files = globSync('src/**/*.{ts,tsx}', { cwd: ROOT }).filter(file => !FAMILIES.test(file))
  const places = files.flatMap(file => exportsOf(file).map(name => ({ name, file })))
  expect(places.length).toBeGreaterThan(1_500)
  const byName = Map.groupBy(places, ({ name }) => name)
  expect([...byName.values()].filter(found => found.length > 1)).toEqual([])
})
