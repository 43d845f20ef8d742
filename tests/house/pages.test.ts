import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** The pages for developers of czar. Paths in them are relative to the root of the repository or to src. */
const FOR_DEVELOPERS = ['ARCHITECTURE.md', 'GLOSSARY.md', 'CONTRIBUTING.md', ...globSync('docs/decisions/*.md', { cwd: ROOT })]
const PAGES = [
  ...FOR_DEVELOPERS,
  'README.md',
  'SECURITY.md',
  'bench/README.md',
  'bench/figures.md',
  ...globSync('docs/*.md', { cwd: ROOT }),
]
/** Folders that have a room for each subject. */
const HOUSES = ['src', 'src/adapters', 'src/cli', 'src/core', 'src/core/policy', 'src/supervisor', 'src/ui']
const FILES = new Set(globSync('src/**/*', { cwd: ROOT }).map(path => basename(path)))

/** The paths and file names in a text that look like those of this repository. NAME, ROOM and VERB stand for any name. */
function namedIn(text: string): readonly string[] {
  const words = [...text.matchAll(/`([^`\s]+)`/g)].map(([, word = '']) => word.replace(/\/?\*$|\/$/, ''))
  const isPath =
    /^(?:src|core|adapters|supervisor|config|cli|ui|api|tests|tools|simulation|prompts|docs|bench)\/[\w./-]+$|^[a-z][\w/-]*\.tsx?$/
  return words.filter(word => isPath.test(word) && !/\b[A-Z]{3,}\b/.test(word))
}

function isThere(path: string): boolean {
  return existsSync(join(ROOT, path)) || existsSync(join(ROOT, 'src', path)) || FILES.has(path)
}

/** The links of a page that lead to a file. */
function linkedIn(text: string): readonly string[] {
  return [...text.matchAll(/\]\((?!\w+:|#)([^)#\s]+)/g)].map(([, target = '']) => target)
}

test('the checks find the names of files in a page, and notice a file that is gone', () => {
  const text = 'See `cli/main.ts`, `src/adapters/NAME/driver.ts`, `gone.ts`, `adapters/gone`, `src/core/*` and `czar tell`.'
  expect(namedIn(text)).toEqual(['cli/main.ts', 'gone.ts', 'adapters/gone', 'src/core'])
  expect(namedIn(text).filter(path => !isThere(path))).toEqual(['gone.ts', 'adapters/gone'])
  expect(linkedIn('[a](b.md#c), [d](#e), [f](https://g.example/h) and ![i](j.png)')).toEqual(['b.md', 'j.png'])
})

test('every file that a page for developers names exists', () => {
  const named = FOR_DEVELOPERS.flatMap(page => namedIn(readFileSync(join(ROOT, page), 'utf8')).map(path => ({ page, path })))
  expect(named.length).toBeGreaterThan(100)
  expect(named.filter(({ path }) => !isThere(path))).toEqual([])
})

test('every link from a page to a file leads to a file', () => {
  const links = PAGES.flatMap(page => linkedIn(readFileSync(join(ROOT, page), 'utf8')).map(target => ({ page, target })))
  expect(links.length).toBeGreaterThan(50)
  expect(links.filter(({ page, target }) => !existsSync(join(ROOT, dirname(page), target)))).toEqual([])
})

test('ARCHITECTURE.md names every room', () => {
  const page = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8')
  const names = new Set([...page.matchAll(/`([^`\s]+)`/g)].map(([, word = '']) => word.replace(/\/\*?$/, '')))
  const rooms = HOUSES.flatMap(house =>
    readdirSync(join(ROOT, house), { withFileTypes: true }).flatMap(entry => (entry.isDirectory() ? [{ house, room: entry.name }] : [])),
  )
  expect(rooms.length).toBeGreaterThan(80)
  expect(rooms.filter(({ house, room }) => !names.has(room) && !names.has(`${house}/${room}`))).toEqual([])
})
