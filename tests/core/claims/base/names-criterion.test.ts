import { expect, test } from 'vitest'
import { namesCriterion } from '../../../../src/core/claims/base/names-criterion.ts'

test.each([
  'Improve the code',
  'Refactor the models.',
  'Please make the API better',
  'Work on the frontend and polish it.',
  'Look into the performance of the server',
  'Fix the bugs',
  'Take care of the styling',
  'Modernize the whole project',
  'Do whatever is needed for the release',
])('a text names no criterion: %s', text => {
  expect(namesCriterion(text)).toBe(false)
})

test.each([
  'Write the models',
  'Rename the field total to sum in all responses',
  'Translate the README into German',
  'Fix the crash when the list is empty',
  'Fix the typo in the headline',
  'Improve the parser: `npm test -- parser` succeeds',
  'Improve src/api/quote.ts',
  'Refactor the models into one class per table',
  'Make the search faster: at most 20 ms for each query',
  'Improve the documentation:\n- a page for each command\n- links between the pages',
  'Do the migration to Postgres',
  'Work queue with priorities',
  'Help texts for all commands',
  'Verbessere den Code',
  '改善代码',
  '',
])('a text names a criterion, or is not judged: %s', text => {
  expect(namesCriterion(text)).toBe(true)
})

test('a long text is not judged, because it says more than a direction', () => {
  const text = `Improve the start page. ${'The designers have drawn a new one and the team likes its calm look. '.repeat(3)}`
  expect([namesCriterion(text), namesCriterion('Improve the start page.')]).toEqual([true, false])
})
