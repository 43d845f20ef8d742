import { describe, expect, test } from 'vitest'
import { findContent } from '../../../../src/core/claims/content/find-content.ts'
import { givenFolders } from '../../../../src/core/claims/content/given-folders.ts'
import type { CommitSha } from '../../../../src/core/model/ids.ts'
import type { FileChange } from '../../../../src/core/ports/file-change.ts'
import type { WorkContent } from '../../../../src/core/ports/work-content.ts'
import { matchGlobs } from '../../../../src/core/territory/match-globs.ts'

const TASK = 'Write the parser for dates in src/parse.ts, with tests.'
const NOTHING: WorkContent = { entries: [], newFolders: [], links: [], secrets: [] }

interface Claim {
  readonly changes?: readonly Partial<FileChange>[]
  readonly content?: Partial<WorkContent>
  readonly task?: string
  /** The globs of `owns`. */
  readonly given?: readonly string[]
}

/** A finding that rejects the claim has `!` before it. */
function find({ changes = [], content = {}, task = TASK, given = [] }: Claim): readonly string[] {
  const whole = changes.map(change => ({ path: 'src/parse.ts', kind: 'changed', removed: [], added: [], ...change }) as FileChange)
  const owns = { isGiven: matchGlobs(given), isFolderGiven: givenFolders(given) }
  const findings = findContent({ changes: whole, content: { ...NOTHING, ...content }, task, ...owns })
  return findings.map(({ rejects, text }) => `${rejects ? '!' : ''}${text}`)
}

const shrunk = (...paths: string[]) => ({ entries: paths.map(path => ({ path, before: 900, after: 0 })) })

test('honest work of all kinds causes no finding that rejects it', () => {
  expect(
    find({
      changes: [
        {
          kind: 'added',
          path: 'src/parse.ts',
          added: ["import { a } from '../../policy/proof/content/a.ts'", 'export function parse() {', '  return a()', '}'],
        },
        { kind: 'added', path: 'bin/run.js', added: ['process.exit(0)'] },
        { kind: 'added', path: 'scripts/clean.py', added: ['import sys', 'sys.exit(0)'] },
        { kind: 'changed', path: 'src/old.ts', removed: ['const one = 1'], added: ['const one = 2'] },
        { kind: 'added', path: 'docs/date.png', added: [] },
      ],
      content: {
        entries: [
          { path: 'docs/date.png', before: null, after: 40_000 },
          { path: 'src/old.ts', before: 4_000, after: 3_900 },
        ],
        newFolders: ['docs', 'src/dates'],
        links: [{ path: 'lib/dep', commit: 'abc' as CommitSha, standing: 'published' }],
      },
    }),
  ).toEqual([])
})

describe('a secret in a claim', () => {
  const secret = { path: 'src/config.ts', looksLike: 'AWS Secret Access Key', isSure: true, isAtTip: true }
  test.each([
    ['rejects', secret, true],
    ['in a test is flagged', { ...secret, path: 'tests/config.test.ts' }, false],
    ['in a fixture is flagged', { ...secret, path: 'api/__fixtures__/key.json' }, false],
    ['that may be right is flagged', { ...secret, isSure: false }, false],
    ['that a later commit took away is flagged', { ...secret, isAtTip: false }, false],
  ])('%s', (_what, found, rejects) => {
    const [text = '', ...more] = find({ content: { secrets: [found] } })
    expect(more).toEqual([])
    expect(text).toContain(`${found.path} (AWS Secret Access Key)`)
    expect(text.startsWith('!')).toBe(rejects)
  })

  test('cannot be excluded in a file that is too large to read', () => {
    expect(find({ content: { secrets: null } })).toEqual(['the commits are too large to search for secrets'])
  })
})

describe('a new folder of generated files', () => {
  const added = (path: string, folder: string) => ({
    changes: [{ path, kind: 'added' as const, added: ['x'] }],
    content: { newFolders: [folder] },
  })
  test.each([
    ['node_modules/a/index.js', 'node_modules'],
    ['web/node_modules/a/index.js', 'web/node_modules'],
    ['src/__pycache__/a.cpython-311.pyc', 'src/__pycache__'],
    ['.venv/bin/python', '.venv'],
    ['ios/Pods/A/a.m', 'ios/Pods'],
  ])('rejects the claim: %s', (path, folder) => {
    expect(find(added(path, folder))).toEqual([`!1 file was committed in ${folder}/, which a tool fills by itself`])
  })

  test.each(['dist/a.js', 'target/a.rs', 'build/a.js'])('that people write too is flagged: %s', path => {
    expect(find(added(path, path.split('/')[0] ?? ''))).toEqual([expect.stringMatching(/^1 file was committed/)])
  })

  test.each([
    ['src/**', 'src/node_modules/left/1.js', 'src/node_modules'],
    ['**', 'node_modules/left/1.js', 'node_modules'],
    ['area/{one,two}/**', 'area/one/.venv/bin/python', 'area/one/.venv'],
    ['src', 'src/node_modules/left/1.js', 'src/node_modules'],
  ])('is not permitted by a glob around it: %s', (glob, path, folder) => {
    expect(find({ ...added(path, folder), given: [glob] })).toEqual([`!1 file was committed in ${folder}/, which a tool fills by itself`])
  })

  test.each(['web/node_modules/**', '**/node_modules/**', 'web/node_modules/a/index.js', '*/node_modules/a/**'])(
    'is permitted by a glob that names it: %s',
    glob => {
      expect(find({ ...added('web/node_modules/a/index.js', 'web/node_modules'), given: [glob] })).toEqual([])
    },
  )

  test.each(['target/debug/.fingerprint/a/lib', 'target/CACHEDIR.TAG', 'build/CMakeCache.txt', 'out/a.class', 'coverage/lcov.info'])(
    'is recognised by files that only a build writes, also under a name that people use: %s',
    path => {
      const folder = path.split('/')[0] ?? ''
      expect(find({ ...added(path, folder), given: ['**'] })).toEqual([`!1 file was committed in ${folder}/, which a tool fills by itself`])
    },
  )

  test('is not permitted by a task that mentions the folder around it', () => {
    const claim = { ...added('area/one/node_modules/left/1.js', 'area/one/node_modules'), task: 'Area one: write area/one/part-1.txt.' }
    expect(find(claim)).toEqual([expect.stringMatching(/^!1 file/)])
  })

  test('is not reported if people may have written it and a glob permits everything around it', () => {
    expect(find({ ...added('src/build/plan.ts', 'src/build'), given: ['src/**'] })).toEqual([])
  })

  test("is permitted if it existed before, the task mentions it, or it is the worker's own", () => {
    const claim = added('node_modules/a/index.js', 'node_modules')
    expect(find({ ...claim, content: { newFolders: [] } })).toEqual([])
    expect(find({ ...claim, given: ['node_modules/a/index.js'] })).toEqual([])
    expect(find({ ...claim, task: 'Check node_modules in.' })).toEqual([expect.stringMatching(/^1 file/)])
  })
})

test('a large binary file rejects the claim, unless the task mentions it or the worker owns it', () => {
  const content = { entries: [{ path: 'assets/demo.mp4', before: null, after: 3_400_000 }] }
  const changes = [{ path: 'assets/demo.mp4', kind: 'added' as const }]
  expect(find({ changes, content })).toEqual(['!assets/demo.mp4 is not a text file and has 3.4 MB'])
  expect(find({ changes, content, task: 'Add the demo video to the page.' })).toEqual([expect.stringMatching(/^assets/)])
  expect(find({ changes, content, given: ['assets/demo.mp4'] })).toEqual([expect.stringMatching(/^assets/)])
  expect(find({ changes: [{ ...changes[0], added: ['text'] }], content })).toEqual([])
})

describe('a deleted or emptied file', () => {
  const lines = ['export function format(date: Date): string {', '  return date.toISOString()', '}']
  const emptied = { path: 'src/format.ts', kind: 'changed' as const, removed: lines }
  const deleted = { ...emptied, kind: 'deleted' as const }
  const content = shrunk('src/format.ts')

  test('rejects the claim if the task does not mention it', () => {
    expect(find({ changes: [emptied], content })).toEqual(['!1 file was emptied that the task may not mean: src/format.ts'])
    expect(find({ changes: [deleted], content })).toEqual(['!1 file was deleted that the task may not mean: src/format.ts'])
  })

  test.each(['Empty src/format.ts.', 'Nobody needs format.ts.', 'The `format` helper goes.'])(
    'is flagged if the task mentions it: %s',
    task => {
      expect(find({ changes: [emptied], content, task })).toEqual([expect.stringMatching(/^1 file was emptied/)])
    },
  )

  test.each(['Remove all dead code.', 'Refactor the date code into one module.', 'Entferne toten Code.'])(
    'is flagged if the task asks for a removal: %s',
    task => {
      expect(find({ changes: [deleted], content, task })).toEqual([expect.stringMatching(/^1 file was deleted/)])
    },
  )

  test("is not reported if its lines moved to another file, it was small, or it is the worker's own", () => {
    const elsewhere = { path: 'src/dates/format.ts', kind: 'added' as const, added: ['// moved', ...lines] }
    expect(find({ changes: [deleted, elsewhere], content })).toEqual([])
    expect(find({ changes: [emptied, elsewhere], content })).toEqual([])
    expect(find({ changes: [deleted], content: { entries: [{ path: 'src/format.ts', before: 20, after: null }] } })).toEqual([])
    expect(find({ changes: [deleted], content, given: ['src/format.ts'] })).toEqual([])
  })

  test('of tests is not reported twice', () => {
    expect(find({ changes: [{ ...deleted, path: 'src/format.test.ts' }], content: shrunk('src/format.test.ts') })).toEqual([])
  })
})

describe('a helper function that tests use to fail', () => {
  const helper = { path: 'tests/helpers/check.ts', kind: 'changed' as const }
  const throws = "  if (!isSame(a, b)) throw new Error('differs')"
  test('rejects the claim if it no longer fails at all', () => {
    expect(find({ changes: [{ ...helper, removed: [throws], added: ['  return'] }] })).toEqual([
      expect.stringMatching(/^!a test helper checks less than before: .*throw new Error/),
    ])
  })

  test.each([
    ['conftest.py', '    assert client.ok'],
    ['spec/support/matchers.rb', "    raise 'no' unless ok"],
    ['src/test/java/TestUtils.java', '    throw new AssertionError();'],
  ])('is recognised in other languages: %s', (path, line) => {
    expect(find({ changes: [{ path: `tests/${path}`, kind: 'changed', removed: [line], added: ['pass'] }] })).toHaveLength(1)
  })

  test('is flagged if some failures are left or the task mentions it, and not reported if it fails as before', () => {
    const changes = [{ ...helper, removed: [throws, "throw new Error('two')"], added: ["throw new Error('other')"] }]
    expect(find({ changes })).toEqual([expect.stringMatching(/^a test helper/)])
    const gone = [{ ...helper, removed: [throws], added: [] }]
    expect(find({ changes: gone, task: 'Make the check helper lenient.' })).toEqual([expect.stringMatching(/^a test helper/)])
    expect(find({ changes: [{ ...helper, removed: [throws], added: [throws.replace('differs', 'is not the same')] }] })).toEqual([])
  })
})

describe('code that ends its process with success', () => {
  test.each([
    ['src/sum.js', ['process.exit(0)']],
    ['src/sum.js', ['process.exit()']],
    ['src/index.ts', ['export function sum() {', '  process.exit(0)', '}']],
    ['sum.py', ['import os', 'os._exit(0)']],
    ['sum.py', ['raise SystemExit']],
    ['pkg/sum.go', ['package sum', 'func init() {', '\tos.Exit(0)', '}']],
    ['lib/sum.rb', ['exit 0']],
    ['src/Sum.java', ['class Sum {', '  static {', '    System.exit(0);', '  }', '}']],
    ['test/sum.test.js', ["import test from 'node:test'", 'process.exit(0)']],
  ])('rejects the claim if it is the whole file, or runs at once: %s %j', (path, added) => {
    expect(find({ changes: [{ path, kind: 'added', added }] })).toEqual([expect.stringMatching(/^!code that tests may load ends/)])
  })

  test('is flagged in a function that does more, and ignored in a comment or a program', () => {
    const added = ['export function quit() {', '  save()', '  process.exit(0)', '}']
    expect(find({ changes: [{ path: 'src/quit.ts', kind: 'added', added }] })).toEqual([expect.stringMatching(/^code/)])
    expect(find({ changes: [{ path: 'src/quit.ts', added: ['// process.exit(0) is not for us', 'process.exit(1)'] }] })).toEqual([])
    expect(find({ changes: [{ path: 'src/main.ts', added: ['main().then(() => process.exit(0))'] }] })).toEqual([])
    expect(find({ changes: [{ path: 'src/quit.ts', removed: ['process.exit(0)'], added: ['  process.exit(0)'] }] })).toEqual([])
  })
})

test('a submodule commit that nobody else can fetch rejects the claim, and one that is not pushed yet is flagged', () => {
  const link = { path: 'lib/dep', commit: '0123456789abcdef' as CommitSha }
  expect(find({ content: { links: [{ ...link, standing: 'nowhere' }] } })).toEqual([
    expect.stringMatching(/^!the submodule lib\/dep .*0123456789ab,/),
  ])
  expect(find({ content: { links: [{ ...link, standing: 'unlisted' }] } })).toEqual([expect.stringMatching(/^!lib\/dep is a repository/)])
  expect(find({ content: { links: [{ ...link, standing: 'here' }] } })).toEqual([expect.stringMatching(/which no remote branch has$/)])
})
