import { expect, test } from 'vitest'
import { findChangedGates } from '../../../../src/core/claims/gates/find-changed-gates.ts'
import type { FileChange } from '../../../../src/core/ports/file-change.ts'

type Scripts = Readonly<Record<string, string>>

interface Case {
  readonly commands: readonly string[]
  readonly changed?: readonly string[]
  readonly added?: readonly string[]
  readonly before?: Scripts
  readonly after?: Scripts
  readonly folder?: string
  readonly given?: readonly string[]
}

function find({ commands, changed = [], added = [], before = {}, after = before, folder = '', given = [] }: Case) {
  const change = (path: string, kind: FileChange['kind']): FileChange => ({ path, kind, removed: [], added: [] })
  return findChangedGates({
    commands,
    changes: [...changed.map(path => change(path, 'changed')), ...added.map(path => change(path, 'added'))],
    before: new Map([[folder, before]]),
    after: new Map([[folder, after]]),
    isGiven: path => given.includes(path),
  })
}

test.each<[string, Case, string]>([
  ['a script that is named', { commands: ['sh ./ci/check.sh --all'], changed: ['ci/check.sh'] }, 'ci/check.sh'],
  ['one behind a variable', { commands: ['CI=1 ci/check.sh'], changed: ['ci/check.sh'] }, 'ci/check.sh'],
  ['one in another folder', { commands: ['cd web && node scripts/gate.js'], changed: ['web/scripts/gate.js'] }, 'web/scripts/gate.js'],
  ['a Makefile', { commands: ['make -s check'], changed: ['Makefile'] }, 'Makefile'],
  [
    'a npm script',
    { commands: ['npm test -- models'], before: { test: 'vitest' }, after: { test: 'true' } },
    'script "test" of package.json',
  ],
  [
    'one in a folder',
    { commands: ['cd web && npm run lint'], folder: 'web', before: { lint: 'x' }, after: {} },
    '"lint" of web/package.json',
  ],
  [
    'one that another runs',
    { commands: ['npm t'], before: { test: 'npm run unit', unit: 'a' }, after: { test: 'npm run unit', unit: 'b' } },
    '"unit"',
  ],
  ['one that runs before', { commands: ['yarn test'], before: { test: 'a' }, after: { test: 'a', pretest: 'rm -r tests' } }, '"pretest"'],
  [
    'a file that a script names',
    { commands: ['npm test'], before: { test: 'node tools/run.js' }, changed: ['tools/run.js'] },
    'tools/run.js',
  ],
])('%s rejects the claim that changed it', (_what, question, words) => {
  expect(find(question)).toEqual([{ rejects: true, text: expect.stringContaining(words) }])
})

test.each<[string, Case]>([
  ['dependencies beside the scripts', { commands: ['npm test'], changed: ['package.json'], before: { test: 'vitest' } }],
  ['a file that a command only looks at', { commands: ['grep -q LEFT list.txt && test -f README.md'], changed: ['list.txt', 'README.md'] }],
  ['the program that the task is about', { commands: ['sh src/api/answer.sh | grep -q ok'], changed: ['src/api/answer.sh'] }],
  ['a script that nothing runs', { commands: ['npm test'], before: { test: 'a', dev: 'b' }, after: { test: 'a', dev: 'c' } }],
  ['a script that only came to be', { commands: ['sh check.sh', 'npm run e2e'], added: ['check.sh'], after: { e2e: 'x' } }],
  ['one whose name only has "pre" in it', { commands: ['npm run compress'], after: { compress: 'x' } }],
  ['a folder without a package.json', { commands: ['cd docs && npm test'], before: { test: 'a' }, after: { test: 'b' } }],
  ['tests, which are weighed by what they test', { commands: ['node --test tests/a.test.js'], changed: ['tests/a.test.js'] }],
])('%s may be changed', (_what, question) => {
  expect(find(question)).toEqual([])
})

test('changed test files that the project file names exactly, and changed settings of test tools, are flagged for people', () => {
  expect(find({ commands: ['sh check.sh'], changed: ['check.sh', 'vitest.config.ts'], given: ['check.sh'] })).toEqual([
    { rejects: false, text: 'check.sh was changed, which the accept commands run' },
    { rejects: false, text: "the test tools' own settings were changed: vitest.config.ts" },
  ])
})

test('of many changed settings the first ten are named', () => {
  const changed = Array.from({ length: 11 }, (_, at) => `packages/${at}/vitest.config.ts`)
  expect(find({ commands: ['npm test'], changed })).toEqual([
    { rejects: false, text: `the test tools' own settings were changed: ${changed.slice(0, 10).join(', ')}` },
  ])
})
