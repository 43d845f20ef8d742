import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { createRandom } from '../../../simulation/random.ts'
import { readShellLine } from '../../../src/core/text/shell-words.ts'
import { aWord } from '../../support/shell-lines/a-word.ts'

function words(line: string): readonly (readonly string[])[] | null {
  return readShellLine(line)?.map(command => command.words.map(({ text }) => text)) ?? null
}

test.each<[string, readonly (readonly string[])[]]>([
  ['git  log\t-1', [['git', 'log', '-1']]],
  [`a 'b c' "d e"f g\\ h ""`, [['a', 'b c', 'd ef', 'g h', '']]],
  [String.raw`a "\" \\ \$ \x" '\'`, [['a', String.raw`" \ $ \x`, '\\']]],
  ['a && b || c | d; e\nf;', [['a'], ['b'], ['c'], ['d'], ['e'], ['f']]],
  ['a &&\n\n b\n\n', [['a'], ['b']]],
  ['a 2>&1 >/dev/null b </dev/null', [['a', 'b']]],
  ['a HEAD~1 x#y a]b', [['a', 'HEAD~1', 'x#y', 'a]b']]],
  [`a "$(cat <<'END'\n$x \`y\`\n\nEND\n)"b`, [['a', '$x `y`b']]],
])('the shell text %j is parsed', (line, expected) => {
  expect(words(line)).toEqual(expected)
})

test('a glob keeps its pattern, and counts as a glob only after a plain beginning', () => {
  expect(readShellLine('ls src/*.ts "a*"')?.[0]?.words).toEqual([
    { text: 'ls', isGlob: false },
    { text: 'src/*.ts', isGlob: true },
    { text: 'a*', isGlob: false },
  ])
  for (const line of ['ls *', 'ls -*', 'ls "-x"*', 'ls ""*', '* x', 'l? x']) expect(readShellLine(line), line).toBeNull()
})

test.each([
  ...['a $b', 'a "$b"', 'a `b`', 'a $(b)', "a $'b'", 'a ~', 'a ~/b', 'a b=~', 'a b:~/c', 'a =b', 'a {b,c}', 'a b{1..2}', 'a !b', 'a "!b"'],
  ...[
    'a > b',
    'a >b',
    'a 2>b',
    'a <b',
    'a <<b',
    'a <<<b',
    'a >&b',
    'a &>b',
    'a >|b',
    'a <>b',
    'a 2>&-',
    'a >/dev/nullx',
    'a >/dev/null/x',
    'a b>/dev/null',
  ],
  ...[
    'a &',
    'a & b',
    'a |& b',
    'a;; b',
    'a |',
    'a &&',
    '&& a',
    '; a',
    'a\n&& b',
    '(a)',
    '{ a; }',
    'a ()',
    '[[ a ]]',
    '((a))',
    'a # b',
    '# a',
  ],
  ...[
    'A=1 a',
    'A=1',
    'A+=1 a',
    'if a; then b; fi',
    'while a',
    'for a in b',
    'case a in',
    'time a',
    '! a',
    'coproc a',
    'function a',
    'select a',
    'until a',
  ],
  ...['a \\\n b', 'a "b\\\nc"', 'a\rb', 'a "\r"', 'a \0', 'a \u00a0b', 'a é', "a 'b", 'a "b', 'a \\', '', ' ', '\n', '"a b" c', "'' a"],
  `a "$(cat <<'END'\nEND\n x\nEND\n)"`,
  `a "$(cat <<'END'\nEND) ; x\nEND\n)"`,
  `a "$(cat <<END\n$x\nEND\n)"`,
  `a $(cat <<'END'\nx\nEND\n)`,
])('the shell text %j is refused as too complex', line => {
  expect(readShellLine(line)).toBeNull()
})

test.each(['dash', 'bash'])("the shell %s sees the same words as czar's parser", shell => {
  const random = createRandom(shell)
  const lines: string[] = []
  while (lines.length < 600) {
    const line = Array.from({ length: 1 + Math.floor(random.between(0, 4)) }, () => aWord(random)).join(' ')
    if (readShellLine(`x ${line}`)?.length === 1 && readShellLine(`x ${line}`)?.[0]?.words.every(({ isGlob }) => !isGlob)) lines.push(line)
  }
  const script = lines.map(line => `printf '%s\\0' ${line}; printf '\\001\\0'`).join('\n')
  const { stdout, stderr } = spawnSync(shell, ['-c', script], { encoding: 'utf8', cwd: '/' })
  expect(stderr).toBe('')
  const seen = stdout.split('\u0001\0').slice(0, -1)
  const read = lines.map(line =>
    words(`x ${line}`)?.[0]
      ?.slice(1)
      .map(word => `${word}\0`)
      .join(''),
  )
  expect(seen).toEqual(read)
})
