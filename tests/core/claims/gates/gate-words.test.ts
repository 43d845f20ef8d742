import { expect, test } from 'vitest'
import { gateFolders, readGateWords, type Scripts } from '../../../../src/core/claims/gates/gate-words.ts'

const NONE: Scripts = new Map()
const pathsOf = (command: string, scripts = NONE) => [...readGateWords([command], scripts).paths]
const scriptsOf = (command: string, scripts = NONE) =>
  readGateWords([command], scripts).scripts.map(({ folder, name }) => (folder === '' ? name : `${folder}: ${name}`))

test('package.json is looked for at the top and in each folder that a command enters, once', () => {
  expect(gateFolders(['npm test', 'cd web && npm test', 'cd web; npm run lint', 'cd api/ && cd v2 && npm test'])).toEqual([
    '',
    'web',
    'api/v2',
  ])
})

test.each([
  ['sh ././ci/check.sh', ['sh', 'ci/check.sh']],
  ['sh ../shared/check.sh', ['sh', '../shared/check.sh']],
  ['cd web// && sh check.sh', ['web/sh', 'web/check.sh']],
  ['cd web && vitest ./', ['web/vitest', 'web']],
  ['NODE_ENV= ci/check.sh', ['ci/check.sh']],
  ['CHECK', ['CHECK']],
  ['sh CHECK', ['sh', 'CHECK']],
  ['ci/CHECK all', ['ci/CHECK', 'all']],
  ['Check.sh all', ['Check.sh', 'all']],
  ['cd web && rake', ['web/rake', 'web/Rakefile']],
  ['sh check.sh;', ['sh', 'check.sh']],
])('the files that a command names are found: %s', (command, paths) => {
  expect(pathsOf(command)).toEqual(paths)
})

test.each([
  ['npm test', ['pretest', 'test', 'posttest']],
  ['npm --silent run lint', ['prelint', 'lint', 'postlint']],
  ['npm run-script lint', ['prelint', 'lint', 'postlint']],
  ['NODE_ENV= npm run lint', ['prelint', 'lint', 'postlint']],
  ['cd web && bun run lint', ['web: prelint', 'web: lint', 'web: postlint']],
  ['npm', []],
  ['node test', []],
])('the package.json scripts that a command runs are found: %s', (command, names) => {
  expect(scriptsOf(command)).toEqual(names)
})

test('in a folder without a package.json no script is followed', () => {
  expect(pathsOf('cd docs && npm test', new Map([['', { test: 'sh check.sh' }]]))).toEqual(['docs/npm', 'docs/test'])
})

test('a script that runs itself is read once', () => {
  const scripts = new Map([['', { test: 'npm test' }]])
  const read = scripts.get.bind(scripts)
  let times = 0
  scripts.get = folder => {
    if (++times > 100) throw new Error('it goes in a circle')
    return read(folder)
  }
  expect(scriptsOf('npm test', scripts)).toEqual(['pretest', 'test', 'posttest'])
})

test('a variable assignment before a command is not the command, but may name a file', () => {
  const runs = (command: string) => readGateWords([command], NONE).scripts.map(({ name }) => name)
  expect(runs('CI=1 npm test')).toEqual(['pretest', 'test', 'posttest'])
  expect(pathsOf('CI=1 lower_case="two words" make check')).toContain('Makefile')
  expect(pathsOf('NODE_OPTIONS="--require ./setup.cjs" node run.js')).toEqual(expect.arrayContaining(['run.js', 'setup.cjs']))
  expect(runs('npm t')).toEqual(['pretest', 'test', 'posttest'])
})
