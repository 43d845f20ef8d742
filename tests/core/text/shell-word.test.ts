import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { shellWord } from '../../../src/core/text/shell-word.ts'

test.each(['/plain/path-1.txt', '', "o'neil's $HOME", '"quoted" `x` \\', 'ünïcode ✨', '-n', 'a\nb', '~/x', '#no', 'a=b'])(
  'a shell reads the quoted %j back unchanged',
  text => {
    expect(execFileSync('sh', ['-c', `printf '%s.' ${shellWord(text)}`], { encoding: 'utf8' })).toBe(`${text}.`)
  },
)

test('a plain word is not quoted', () => {
  expect(shellWord('/srv/my_repo-1.git')).toBe('/srv/my_repo-1.git')
})
