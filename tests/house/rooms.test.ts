import { globSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/** The rules in CONTRIBUTING.md about imports between folders, which the linter cannot check. */
const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const MOST_FILES = 20
const FILES = globSync('src/**/*.{ts,tsx}', { cwd: ROOT }).toSorted()

interface Import {
  readonly from: string
  readonly to: string
  /** Whether only a type is imported. Such an import does not exist when the program runs. */
  readonly isType: boolean
}

const IMPORTS: readonly Import[] = FILES.flatMap(from =>
  [...readFileSync(join(ROOT, from), 'utf8').matchAll(/^(?:import|export) (type )?[^']*? from '(\.[^']+)'/gm)].map(
    ([, type, target = '']) => ({
      from,
      to: normalize(join(dirname(from), target)),
      isType: type !== undefined,
    }),
  ),
)

test('the checks find the source files and their imports', () => {
  expect(FILES.length).toBeGreaterThan(900)
  expect(IMPORTS.length).toBeGreaterThan(3_000)
})

test('no folder of the sources or the simulator has more than 20 files', () => {
  const folders = ['src', 'simulation', 'tools'].flatMap(room => [room, ...globSync(`${room}/**/`, { cwd: ROOT })])
  const countOf = (folder: string) => readdirSync(join(ROOT, folder), { withFileTypes: true }).filter(entry => entry.isFile()).length
  expect(folders.filter(folder => countOf(folder) > MOST_FILES)).toEqual([])
})

test('no two sibling folders import each other', () => {
  const ways = new Set(IMPORTS.filter(({ isType }) => !isType).map(({ from, to }) => `${dirname(from)} ${dirname(to)}`))
  const isWithin = (one: string, other: string) => `${other}/`.startsWith(`${one}/`)
  const circles = [...ways].filter(way => {
    const [one = '', other = ''] = way.split(' ')
    return one < other && ways.has(`${other} ${one}`) && !isWithin(one, other) && !isWithin(other, one)
  })
  expect(circles).toEqual([])
})

test('an adapter imports the adapter processes, and no other adapter', () => {
  const roomOf = (file: string) => /^src\/adapters\/([^/.]+)\//.exec(file)?.[1]
  const others = IMPORTS.filter(({ from, to }) => {
    const [own, other] = [roomOf(from), roomOf(to)]
    return own !== undefined && other !== undefined && own !== other && other !== 'processes'
  })
  expect(others).toEqual([])
})

test('in the policy, facts and engine import no rules', () => {
  const roomOf = (file: string) => /^src\/core\/policy\/([^/]+)\//.exec(file)?.[1]
  const below = IMPORTS.filter(({ from, to }) => {
    const [own, other] = [roomOf(from), roomOf(to)]
    const mayUse = own === 'engine' ? ['engine'] : ['engine', 'facts']
    return (own === 'engine' || own === 'facts') && other !== undefined && !mayUse.includes(other)
  })
  expect(below).toEqual([])
})

test('claims and territory import types of ports and state, and no rule of the policy', () => {
  const below = /^src\/core\/(?:model|text|events|views|territory|ports|state\/types)\//
  const above = IMPORTS.filter(({ from, to }) => {
    const room = /^src\/core\/(?:claims|territory)\//.exec(from)?.[0]
    return room !== undefined && !to.startsWith(room) && !below.test(to)
  })
  expect(above).toEqual([])
})
