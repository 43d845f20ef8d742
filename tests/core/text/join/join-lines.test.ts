import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { joinLines } from '../../../../src/core/text/join/join-lines.ts'

const sides = (before: readonly string[], ours: readonly string[], theirs: readonly string[]) => ({ before, ours, theirs })

function join(before: string, ours: string, theirs: string, first: 'ours' | 'theirs' = 'ours'): string | null {
  const linesOf = (text: string) => (text === '' ? [] : text.split('\n'))
  return joinLines(sides(linesOf(before), linesOf(ours), linesOf(theirs)), first)?.join('\n') ?? null
}

describe('changes of whole lines are joined', () => {
  test.each([
    ['both add at one place', '', 'entry of a', 'entry of b', 'entry of a\nentry of b'],
    ['one changes a line, the other adds below it', 'old', 'new', 'old\nadded', 'new\nadded'],
    ['one changes a line, the other adds above it', 'old', 'new', 'added\nold', 'added\nnew'],
    ['neighbouring lines are changed', 'one\ntwo', '1\ntwo', 'one\n2', '1\n2'],
    ['one removes a line, the other changes the next', 'one\ntwo', 'two', 'one\n2', '2'],
    [
      'both add prose that names a function',
      'end',
      'Each function should be called.\nend',
      'The function should be pure.\nthe end',
      'Each function should be called.\nThe function should be pure.\nthe end',
    ],
    [
      'both bring the same key, deeper in other entries',
      '}',
      '  a: {\n    type: 1,\n  },\n}',
      '  b: {\n    type: 2,\n  },\n}\n// end',
      '  a: {\n    type: 1,\n  },\n  b: {\n    type: 2,\n  },\n}\n// end',
    ],
    [
      'a last item of a list gets a comma on both sides',
      '  tip=None\n)',
      '  tip=None,\n  most=5\n)',
      '  tip=None,\n  least=1\n)',
      '  tip=None,\n  most=5,\n  least=1\n)',
    ],
    ['both make one change, and one of them another', 'a\nb\nc', 'A\nb\nC', 'A\nb\nc', 'A\nb\nC'],
  ])('if %s', (_what, before, ours, theirs, joined) => {
    expect(join(before, ours, theirs)).toBe(joined)
  })

  test('in the other order, if asked for', () => {
    expect(join('', 'entry of a', 'entry of b', 'theirs')).toBe('entry of b\nentry of a')
    expect(join('f(a)', 'f(a, b=1)', 'f(a, c=2)', 'theirs')).toBe('f(a, c=2, b=1)')
  })
})

describe('changes of words are joined', () => {
  test.each([
    [
      'in other places of a line',
      'if (a.is(b)) return c',
      'if (a.is(b, strict)) return c',
      'if (a.is(b)) return clone(c)',
      'if (a.is(b, strict)) return clone(c)',
    ],
    [
      'at the end of a list',
      'def f(self, a):',
      'def f(self, a, b: int = 0):',
      'def f(self, a, c=None):',
      'def f(self, a, b: int = 0, c=None):',
    ],
    ['amid a list', 'from x import A, Z', 'from x import A, M, Z', 'from x import A, N, Z', 'from x import A, M, N, Z'],
    [
      'amid a list, with one item that both add',
      'import { A, Z } from x',
      'import { A, M, P, Z } from x',
      'import { A, P, Q, Z } from x',
      'import { A, M, P, Q, Z } from x',
    ],
    [
      'in a list that one side wrote on more lines',
      'f(a, b=b)',
      'f(\n  a,\n  b=b,\n  c=c,\n)',
      'f(a, b=b, d=d)',
      'f(\n  a,\n  b=b,\n  c=c, d=d)',
    ],
    ['in a list that both wrote on more lines', 'f(a)', 'f(\n  a,\n  c=c,\n)', 'f(\n  a,\n  d=d,\n)', 'f(\n  a,\n  c=c,\n  d=d,\n)'],
    ['with items that have commas of their own', 'f(a)', 'f(a, [1, 2])', 'f(a, g(3, 4))', 'f(a, [1, 2], g(3, 4))'],
  ])('as in: %s', (_what, before, ours, theirs, joined) => {
    expect(join(before, ours, theirs)).toBe(joined)
  })
})

describe('changes are not joined', () => {
  test.each([
    ['both change the same word', 'limit = 5', 'limit = 6', 'limit = 7'],
    ['words are changed with nothing between them', 'call(a)', 'called(a)', 'call[a]'],
    ['both add words at one place that are no items', 'x = a', 'x = a + b', 'x = a * c'],
    ['an item of one name has other words', 'f(a)', 'f(a, b=1)', 'f(a, b=2)'],
    ['both add the same item with a value', 'f(a)', 'f(a, b=1)', 'f(a, b=1, c=2)'],
    ['brackets of an item are open', 'f(a)', 'f(a, g(b)', 'f(a, c)'],
    ['one removes what the other changes', 'one line', '', 'one longer line'],
    ['one removes what is around an addition', 'one\ntwo', '', 'one\nmore\ntwo'],
    ['one wrote the line anew', 'return the value of it', 'throws where nothing was found', 'return the value of that'],
    ['both add the same entry', '', 'entry of both\nentry of a', 'entry of both'],
    [
      'one changes the next line too, and both add one parameter',
      'f(a,\n): void',
      'f(a,\n  options?: { a: 1 },\n): null',
      'f(a,\n  options?: { b: 2 }\n): void',
    ],
    ['both add one key in other words', '}', '  "color": "red",\n}\n', '  "color": "blue"\n}'],
    ['both add one argument in a list', 'g(\n)', 'g(\n  mode=1,\n)', 'g(\n  mode=2,\n)  # more'],
    ['both export a function of one name', '// end', 'export async function load() {}\n// end', 'export function load(a) {}\n// the end'],
    ['both define one name', '', 'def load(path):\n    return 1', 'def load(path, mode):\n    return 2'],
    [
      'one is mostly a copy of the other',
      '',
      'class A:\n    def first(self):\n        return 1',
      'class B:\n    def first(self):\n        return 1',
    ],
  ])('if %s', (_what, before, ours, theirs) => {
    expect(join(before, ours, theirs)).toBeNull()
    expect(join(before, theirs, ours)).toBeNull()
  })

  test('if there are very many lines', () => {
    const many = Array.from({ length: 900 }, (_, at) => `line ${at}`)
    expect(joinLines(sides([], many, ['one more line', ...many.slice(0, 200)]), 'ours')).toBeNull()
    expect(joinLines(sides([many.join(' ')], [`${many.join(' ')} a`], [`${many.join(' ')} b`]), 'ours')).toBeNull()
  })
})

test('two additions may share decorators and lines of their bodies', () => {
  const method = (name: string, body: string) =>
    [`    @property`, `    def ${name}(self):`, `        self.check_open()`, ...body.split('\n')].join('\n')
  const [a, b] = [
    method('width', '        left = self.left\n        return self.right - left'),
    method('height', '        top = self.top\n        return self.bottom - top'),
  ]
  expect(join('', a, b)).toBe(`${a}\n${b}`)
})

const LINE = fc.constantFrom('alpha line', 'beta line', 'gamma line', 'delta line', '}', '')
const LINES = fc.array(LINE, { maxLength: 8 })

test('an unchanged side has no influence, and both orders have the same lines', () => {
  fc.assert(
    fc.property(LINES, LINES, LINES, (before, ours, theirs) => {
      expect(joinLines(sides(before, ours, before), 'ours')).toEqual(ours)
      expect(joinLines(sides(before, before, theirs), 'theirs')).toEqual(theirs)
      expect(joinLines(sides(before, ours, ours), 'ours')).toEqual(ours)
      const [one, other] = [joinLines(sides(before, ours, theirs), 'ours'), joinLines(sides(before, ours, theirs), 'theirs')]
      expect(one === null).toBe(other === null)
      if (one !== null && other !== null) expect([...one].sort()).toEqual([...other].sort())
    }),
  )
})

test('every line that one side added is in the result, and no line that one side removed', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(30), { maxLength: 10 }), fc.func(fc.nat(5)), fc.func(fc.nat(5)), (numbers, a, b) => {
      const before = numbers.map(number => `line number ${number}`)
      const change = (by: (at: number) => number, who: string) =>
        before.flatMap((line, at) => (by(at) === 0 ? [] : by(at) === 1 ? [line, `added by ${who} at ${at}`] : [line]))
      const [ours, theirs] = [change(a, 'one'), change(b, 'two')]
      const joined = joinLines(sides(before, ours, theirs), 'ours')
      if (joined === null) return
      for (const line of [...ours, ...theirs].filter(line => !before.includes(line))) expect(joined).toContain(line)
      for (const line of before) expect(joined.includes(line)).toBe(ours.includes(line) && theirs.includes(line))
    }),
  )
})
