import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { shellRows } from '../../../src/ui/text/shell-rows.ts'
import { widthOf } from '../../../src/ui/text/width.ts'

const launch = (file: string) => ['czar', 'launch', file]

test('a command that fits takes one row', () => {
  expect(shellRows(launch('/work/czar.yaml'), 27)).toEqual(['czar launch /work/czar.yaml'])
  expect(shellRows(launch('/a file/czar.yaml'), 80)).toEqual(["czar launch '/a file/czar.yaml'"])
})

test('a longer command is broken between words if possible, and otherwise within a word', () => {
  expect(shellRows(launch('/work/czar.yaml'), 26)).toEqual(['czar launch \\', '/work/czar.yaml'])
  expect(shellRows(launch('/work/czar.yaml'), 16)).toEqual(['czar launch \\', '/work/czar.yam\\', 'l'])
  expect(shellRows(launch('/a file/czar.yaml'), 16)).toEqual(['czar launch \\', "'/a file/czar'\\", '.yaml'])
})

test.each(['/work/czar.yaml', "/it's here/$HOME/`x`/\\/~/#/*/czar.yaml", `/${'deep/'.repeat(200)}czar.yaml`, '/漢字/é/'.repeat(9), ''])(
  'the rows copied together are the command, whatever the width: %j',
  file => {
    for (const columns of [12, 40, 60, 80]) {
      const rows = shellRows(['printf', '%s\\n', 'launch', file], columns)
      expect(Math.max(...rows.map(widthOf))).toBeLessThanOrEqual(columns)
      expect(execFileSync('sh', ['-c', rows.join('\n')], { encoding: 'utf8' })).toBe(`launch\n${file}\n`)
    }
  },
)
