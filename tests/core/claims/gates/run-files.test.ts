import { expect, test } from 'vitest'
import { runFiles } from '../../../../src/core/claims/gates/run-files.ts'

interface Case {
  readonly scripts?: Readonly<Record<string, string>>
  readonly texts?: Readonly<Record<string, string>>
}

function find(command: string, { scripts = {}, texts = {} }: Case = {}): readonly string[] {
  return [...runFiles({ command, scripts: new Map([['', scripts]]), texts: new Map(Object.entries(texts)) })]
}

test.each([
  ['sh area/one/check.sh 123', ['area/one/check.sh']],
  ['bash -euo pipefail ./ci/all.sh', ['ci/all.sh']],
  ['bash -e ci/all.sh', ['ci/all.sh']],
  ['./verify --fast', ['verify']],
  ['CI=1 timeout 60 node tools/gate.mjs', ['tools/gate.mjs']],
  ['node --import ./hooks.mjs --test checks/a.js', ['hooks.mjs', 'checks/a.js']],
  ['if ! python3 -u tools/prove.py; then exit 1; fi', ['tools/prove.py']],
  ['cd web && make -s -f ci.mk check', ['web/ci.mk']],
  ['make -C web check', ['web/Makefile', 'web/makefile', 'web/GNUmakefile']],
  ['npx eslint --config lint/strict.js src', ['lint/strict.js']],
  ['tsc -p tsconfig.strict.json', ['tsconfig.strict.json']],
  ["sh -c 'sh ci/check.sh'", ['ci/check.sh']],
  ['node src/app.js | sh tests/compare.sh', ['tests/compare.sh']],
])('the success of the command %s depends on the files %j', (command, files) => {
  expect(find(command)).toEqual(files)
})

test.each([
  'grep -q "## Usage" README.md',
  'grep -c node README.md',
  'grep node src/a.js',
  'test -f docs/a.md',
  'diff out.txt expected.txt',
  'shellcheck scripts/deploy.sh',
  'sh -n scripts/deploy.sh',
  'node --check src/a.js',
  'node src/main.js --sum 1 2',
  'test "$(node tool.js 2)" = 4',
  'node tool.js 2 | grep -q 4',
  'bin/tool --version',
  'sh install.sh --dry-run',
  'npx vitest run tests/a.test.ts',
  'python -m pytest tests/test_a.py',
  'node -e "require(1)"',
  'wc -c README.md',
])('the command %s reads the work, and depends on no file of checks', command => {
  expect(find(command)).toEqual([])
})

test('a command also depends on package.json scripts, and on files that a shell script runs or sources, but not on files it only reads', () => {
  expect(find('npm test', { scripts: { test: 'node tools/run.js' } })).toEqual(['tools/run.js'])
  const check = ['#!/bin/sh', '# sh old.sh', '. ./ci/lib.sh', 'cd "$(dirname "$0")"', 'sh ./more.sh', 'test -f part-1.txt'].join('\n')
  const texts = { 'ci/check.sh': check, 'ci/more.sh': 'if sh last.sh; then exit 0; fi' }
  expect(find('sh ci/check.sh', { texts })).toEqual(['ci/check.sh', 'ci/lib.sh', 'ci/more.sh', 'last.sh'])
})

test('scripts that run each other do not cause an endless search', () => {
  expect(find('sh a.sh', { texts: { 'a.sh': 'sh b.sh', 'b.sh': 'sh a.sh' } })).toEqual(['a.sh', 'b.sh'])
})
