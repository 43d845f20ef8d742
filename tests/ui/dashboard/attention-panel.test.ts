import { expect, test } from 'vitest'
import { attentionPanel } from '../../../src/ui/dashboard/panels/attention-panel.ts'
import { aView } from '../../support/builders/a-view.ts'
import { aModel, NOW } from '../support/a-model.ts'

const matter = (hint: string) => ({ key: 'x', worker: 'api', text: 'its worktree is gone', hint, since: new Date(NOW).toISOString() })
const rowsOf = (hint: string, columns: number) =>
  attentionPanel({ ...aModel({}), view: aView({ attention: [matter(hint)] }) }, { columns, rows: 20 }).map(row =>
    row
      .map(({ text }) => text)
      .join('')
      .trim(),
  )

test.each([
  ['czar restart api', 60, 'czar restart api'],
  ['czar restart api   # makes it again from its branch', 40, 'czar restart api   # makes it again from its branch'],
  ['git -C /a/long/path/to/the/repository fetch origin', 40, 'czar status   # says what to type'],
])('the hint "%s" is never cut into another command, at %i columns', (hint, columns, shown) => {
  expect(rowsOf(hint, columns).at(-1)).toBe(shown)
})

const findings = [
  { level: 'warning' as const, task: 'api', place: 'czar.yaml:7:14', text: 'nothing in the accept of api proves the work; add a command' },
  { level: 'error' as const, task: 'docs', place: null, text: '`vale` cannot run' },
]

function warned(attention: readonly ReturnType<typeof matter>[], rows: number): readonly string[] {
  const view = aView({ attention: [...attention], base_gates: { base: '1'.repeat(40), findings } })
  return attentionPanel({ ...aModel({}), view }, { columns: 60, rows }).map(row => row.map(({ text }) => text).join(''))
}

test('warnings about accept commands come after what needs a person, whole and with their line', () => {
  const lines = [
    'warning: czar.yaml:7:14: nothing in the accept of api proves',
    '         the work; add a command',
    'error: `vale` cannot run',
  ]
  expect(warned([], 20)).toEqual(['nothing needs you', ...lines])
  expect(warned([matter('czar restart api')], 20).slice(-3)).toEqual(lines)
})

test('warnings that do not fit are named in the last row', () => {
  expect(warned([], 3)).toEqual([
    'nothing needs you',
    'warning: czar.yaml:7:14: nothing in the accept of api proves',
    '... more: czar status',
  ])
  expect(warned([matter('czar restart api')], 3).at(-1)).toBe('... 1 in all: czar status')
})
