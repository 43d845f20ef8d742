import { describe, expect, test } from 'vitest'
import { findWeakenedTests } from '../../../../src/core/claims/weakened-tests/find-weakened-tests.ts'
import type { FileChange } from '../../../../src/core/ports/file-change.ts'

interface Lines {
  readonly removed?: readonly string[]
  readonly added?: readonly string[]
  readonly kind?: FileChange['kind']
}

function change(path: string, { removed = [], added = [], kind = 'changed' }: Lines): FileChange {
  return { path, kind, removed, added }
}

const find = (changes: readonly FileChange[], given: readonly string[] = []) => findWeakenedTests(changes, path => given.includes(path))
const texts = (changes: readonly FileChange[], given: readonly string[] = []) => find(changes, given).map(({ text }) => text)

describe('a skipped test', () => {
  test.each([
    ['a.test.ts', "it.skip('adds', () => {"],
    ['a.test.ts', "describe.skip('sums', () => {"],
    ['a.test.ts', "test.concurrent.skip('adds', () => {"],
    ['a.test.ts', 'test.skip.each([1])("adds %s", () => {'],
    ['a.spec.js', "xit('adds', () => {"],
    ['a.spec.js', "xdescribe('sums', () => {"],
    ['test/a.mjs', "test('adds', { skip: true }, () => {"],
    ['test_a.py', '@pytest.mark.skip(reason="later")'],
    ['test_a.py', '@pytest.mark.xfail'],
    ['tests/a.py', '@unittest.skip("later")'],
    ['tests/a.py', 'pytestmark = pytest.mark.skip'],
    ['src/sum.rs', '#[ignore]'],
    ['src/test/java/ATest.java', '@Ignore'],
    ['src/test/java/ATest.java', '@Disabled("later")'],
    ['ATests.cs', '[Fact(Skip = "later")]'],
    ['spec/a_spec.rb', "xit 'adds' do"],
    ['spec/a_spec.rb', 'skip "later"'],
    ['tests/ATest.php', "$this->markTestSkipped('later');"],
    ['test/a_test.exs', '@tag :skip'],
    ['tests/a_test.cc', 'TEST(Sum, DISABLED_Adds) {'],
    ['a.bats', 'skip "later"'],
  ])('rejects the claim, with its line quoted: %s %s', (path, line) => {
    const found = find([change(path, { added: [`  ${line}`] })], [path])
    expect(found[0]).toMatchObject({ rejects: true, text: expect.stringContaining(`${path}: \`${line}\``) })
  })

  test.each([
    ['a.test.ts', "it.only('adds', () => {"],
    ['a.test.ts', "fdescribe('sums', () => {"],
    ['spec/a_spec.rb', "fit 'adds' do"],
  ])('or one that excludes all others rejects the claim: %s %s', (path, line) => {
    expect(find([change(path, { added: [line] })])[0]).toMatchObject({ rejects: true, text: expect.stringContaining('left out') })
  })

  test.each([
    ['a.test.ts', "it.skipIf(isWindows)('adds', () => {"],
    ['a_test.go', 'if testing.Short() { t.Skip("slow") }'],
    ['test_a.py', '@pytest.mark.skipif(sys.platform == "win32", reason="")'],
  ])('with a condition is left to people: %s %s', (path, line) => {
    expect(find([change(path, { added: [line] })])).toEqual([{ rejects: false, text: expect.stringContaining('condition') }])
  })

  test.each([
    ['src/list.ts', 'list.skip(3)'],
    ['src/skip.py', '@pytest.mark.skip'],
    ['a.test.ts', 'const page = cursor.skip(3)'],
    ['a.test.ts', "// it.skip('adds')"],
    ['a.test.ts', 'const fit = fitTo(text, 3)'],
    ['README.md', "it.skip('adds')"],
    ['tests/fixture.json', '"it.skip(": 1'],
  ])('is not found in harmless text: %s %s', (path, line) => {
    expect(texts([change(path, { added: [line] })])).toEqual([])
  })

  test('that was skipped before, and was only moved or rewritten, is not reported', () => {
    const line = "it.skip('adds', () => {"
    expect(texts([change('a.test.ts', { removed: [line] }), change('b.test.ts', { added: [`  ${line}`] })])).toEqual([])
    expect(texts([change('a.test.ts', { removed: [line], added: ["it.skip('adds two', () => {"] })])).toEqual([])
  })

  test('is new if its line occurs once more than before', () => {
    const line = 'it.skip.each(cases)'
    expect(find([change('a.test.ts', { removed: [line], added: [line, line] })], ['a.test.ts'])).toEqual([
      { rejects: true, text: `tests are skipped that ran before: a.test.ts: \`${line}\`` },
    ])
  })

  test('is quoted as often as its line is new', () => {
    const line = 'it.skip.each(cases)'
    expect(texts([change('a.test.ts', { added: [line, line] })])).toEqual([
      `tests are skipped that ran before: a.test.ts: \`${line}\`; a.test.ts: \`${line}\``,
    ])
  })
})

describe('removed test cases', () => {
  const gone = { removed: ["test('adds', () => {", "test('subtracts', () => {"], added: ["test('sums', () => {"] }

  test.each([
    ['a.test.ts', "test('adds', () => {"],
    ['test_a.py', 'def test_adds():'],
    ['a_test.go', 'func TestAdds(t *testing.T) {'],
    ['src/sum.rs', '#[tokio::test]'],
    ['ATest.java', '@Test'],
    ['ATests.cs', '[Theory]'],
    ['a_spec.rb', 'it "adds" do'],
    ['tests/ATest.php', 'public function testAdds(): void'],
    ['SumTests.swift', 'func testAdds() {'],
    ['a_test.exs', 'test "adds" do'],
    ['a_test.cc', 'TEST_F(Sum, Adds) {'],
    ['a.bats', '@test "adds" {'],
  ])("reject the claim if their file is in nobody's territory: %s %s", (path, line) => {
    expect(find([change(path, { removed: [line] })])[0]).toMatchObject({ rejects: true, text: expect.stringContaining(line) })
  })

  test('are flagged in files that the project file names exactly', () => {
    expect(find([change('a.test.ts', gone)], ['a.test.ts'])).toEqual([
      {
        rejects: false,
        text: "2 test cases were removed and 1 was added: a.test.ts: `test('adds', () => {`; a.test.ts: `test('subtracts', () => {`",
      },
    ])
  })

  test('are not reported if as many cases were added, in whatever file', () => {
    expect(texts([change('a.test.ts', { removed: ["test('adds', () => {"], added: ["test('sums', () => {"] })])).toEqual([])
    const moved = [change('a.test.ts', { removed: ["test('adds', () => {"] }), change('mine.test.ts', { added: ["test('adds', () => {"] })]
    expect(texts(moved, ['mine.test.ts'])).toEqual([])
  })

  test("of another worker reject the claim, although a case was added in the worker's own files", () => {
    const found = find(
      [
        change('mine.test.ts', { removed: ["test('mine', () => {"], added: ["test('new', () => {"] }),
        change('a.test.ts', { removed: ["test('adds', () => {"] }),
      ],
      ['mine.test.ts'],
    )
    expect(found).toEqual([{ rejects: true, text: "2 test cases were removed and 1 was added: a.test.ts: `test('adds', () => {`" }])
  })

  test("of the worker itself are flagged if other workers' files have as many as before", () => {
    const found = find(
      [
        change('mine.test.ts', { removed: ["test('mine', () => {"] }),
        change('a.test.ts', { removed: ["test('adds', () => {"], added: ["test('sums', () => {"] }),
      ],
      ['mine.test.ts'],
    )
    expect(found).toMatchObject([{ rejects: false, text: expect.stringContaining('mine.test.ts') }])
  })

  test('count as removed if they are commented out', () => {
    const found = find([change('a.test.ts', { removed: ["test('adds', () => {"], added: ["// test('adds', () => {"] })])
    expect(found[0]).toMatchObject({ rejects: true })
  })

  test('are flagged with their file', () => {
    const found = texts([change('a.test.ts', { removed: ['import x'], kind: 'deleted' })])
    expect(found).toEqual(['1 test file was removed and 0 were added: a.test.ts'])
  })

  test('of many files are flagged for the first ten files', () => {
    const gone = Array.from({ length: 11 }, (_, at) => `${at}.test.ts`)
    expect(texts(gone.map(path => change(path, { kind: 'deleted' })))).toEqual([
      `11 test files were removed and 0 were added: ${gone.slice(0, 10).join(', ')}`,
    ])
  })

  test.each(['src/sum.ts', 'src/sum.rs', 'tests/fixture.json'])('are not reported for a deleted file that is not a test file: %s', path => {
    expect(texts([change(path, { kind: 'deleted' })])).toEqual([])
  })

  test('are not reported for a renamed test file', () => {
    expect(texts([change('a.test.ts', { kind: 'deleted' }), change('b.test.ts', { kind: 'added' })])).toEqual([])
  })
})

describe('assertions in tests', () => {
  test.each([
    [
      'fewer',
      { removed: ['expect(sum).toBe(3)', 'expect(other).toBe(4)'], added: ['expect(sum).toBe(5)'] },
      '2 assertions were removed and 1 was added',
    ],
    ['weaker', { removed: ['expect(sum).toBe(3)'], added: ['expect(sum).toBeDefined()'] }, 'weaker assertions'],
    ['hollow', { added: ['expect(true).toBe(true)'] }, 'cannot fail'],
  ])('that are %s are flagged, and do not reject the claim', (_what, lines, words) => {
    const found = find([change('a.test.ts', lines)])
    expect(found.map(({ rejects }) => rejects)).toEqual([false])
    expect(found[0]?.text).toContain(words)
  })

  test.each([
    ['test_a.py', ['self.assertEqual(sum, 3)'], ['self.assertTrue(sum)'], 'weaker'],
    ['test_a.py', [], ['assert True'], 'cannot fail'],
    ['a_test.go', ['assert.Equal(t, 3, sum)'], ['assert.NotNil(t, sum)'], 'weaker'],
    ['src/sum.rs', ['assert_eq!(sum, 3);'], ['assert!(result.is_ok());'], 'weaker'],
    ['ATest.java', ['assertEquals(3, sum);'], ['assertNotNull(sum);'], 'weaker'],
  ])('are recognised in more languages: %s', (path, removed, added, words) => {
    expect(texts([change(path, { removed, added })]).join()).toContain(words)
  })

  test.each([
    ['beside as many strict ones', ['expect(sum).toBe(3)'], ['expect(sum).toBe(4)', 'expect(other).toBeDefined()']],
    ['beside weak ones', ['expect(sum).toBeDefined()'], ['expect(sum).toBeTruthy()', 'expect(other).toBeDefined()']],
  ])('that are weak and were added %s replace no strict assertion', (_what, removed, added) => {
    expect(texts([change('a.test.ts', { removed, added })])).toEqual([])
  })

  test('that are as strict as before are not reported', () => {
    expect(texts([change('a.test.ts', { removed: ['expect(sum).toBe(3)'], added: ['expect(sum).toEqual(4)'] })])).toEqual([])
  })
})
