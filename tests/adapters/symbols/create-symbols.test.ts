import { expect, test } from 'vitest'
import { createSymbols } from '../../../src/adapters/symbols/create-symbols.ts'

const symbols = createSymbols()

async function namesIn(path: string, text: string): Promise<readonly string[]> {
  return ((await symbols.read(path, text)) ?? []).map(({ name, isExported }) => (isExported ? name : `(${name})`))
}

test('TypeScript: the exports of a file and the methods of its classes are found', async () => {
  const text = `export function a(x: string) {}
export const b = () => 1, c = 2
function hidden() { function inner() {} }
class E { foo() {} #own() {} }
export abstract class F { bar(): void {} constructor() {} }
export type T = string
export interface I {}
export { E }`
  expect(await namesIn('src/a.ts', text)).toEqual(['a', 'b', 'c', '(hidden)', 'E', 'E.foo', '(E.#own)', 'F', 'F.bar', 'T', 'I'])
})

test('JavaScript: symbols are found in both kinds of modules, and in JSX', async () => {
  const text = `function used() { return <b>1</b> }
exports.one = () => 1
module.exports.two = 2
Thing.prototype.three = function () {}
module.exports = { used }`
  expect(await namesIn('src/a.js', text)).toEqual(['used', 'one', 'two', 'Thing.three'])
})

test.each([
  [
    'a.py',
    'class Foo:\n  def bar(self): pass\n  def _own(self): pass\n@app.get("/x")\nasync def top(a):\n  def inner(): pass\n',
    ['Foo', 'Foo.bar', '(Foo._own)', 'top'],
  ],
  [
    'a.go',
    'package x\nfunc Top(a int) {}\nfunc (c *Context) JSON(code int) {}\nfunc low() {}\ntype Foo struct { A int }\n',
    ['Top', 'Context.JSON', '(low)', 'Foo'],
  ],
  [
    'a.rs',
    'pub fn top() {}\nimpl<T> Foo<T> { pub fn bar(&self) {} fn own() {} }\npub(crate) struct Foo { a: i32 }\n',
    ['top', 'Foo.bar', '(Foo.own)', 'Foo'],
  ],
  ['A.java', 'public class Foo { public void bar() {} void own() {} }\nenum E { A }', ['Foo', 'Foo.bar', '(Foo.own)', '(E)']],
  ['a.rb', 'module M\n class Foo\n  def bar\n  end\n  def self.baz; end\n end\nend\n', ['M.Foo', 'M.Foo.bar', 'M.Foo.baz']],
  ['A.cs', 'namespace N { public class Foo { public void Bar() {} } interface IX {} }', ['Foo', 'Foo.Bar', '(IX)']],
  [
    'a.php',
    '<?php function top() {} class Foo { public function bar() {} private function own() {} }',
    ['top', 'Foo', 'Foo.bar', '(Foo.own)'],
  ],
  [
    'a.cpp',
    'int *top(int a) { return 0; }\nclass Foo { void bar(); };\nvoid Foo::bar() {}\nstatic int own() {return 1;}',
    ['top', 'Foo', 'Foo.bar', '(own)'],
  ],
  ['a.sh', 'top() { echo 1; }\nfunction other { :; }\n', ['top', 'other']],
])('%s: functions, types and methods are found, with their visibility', async (path, text, names) => {
  expect(await namesIn(path, text)).toEqual(names)
})

test('the lines of a symbol include its whole body', async () => {
  expect(await symbols.read('a.py', '\ndef top(a):\n    return 1\n')).toEqual([{ name: 'top', isExported: true, from: 2, to: 3 }])
})

test('a file that does not parse gives the symbols that can be read, and an unknown language none', async () => {
  expect(await namesIn('a.ts', 'export function a() {}\nexport function {{{')).toContain('a')
  expect(await symbols.read('a.cobol', 'MOVE 1 TO X.')).toBeNull()
  expect(await symbols.read('a.ts', 'x'.repeat(300_000))).toBeNull()
})
