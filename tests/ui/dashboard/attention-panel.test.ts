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
