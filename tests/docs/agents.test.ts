import { expect, test } from 'vitest'
import { CAPABILITIES } from '../agents/support/capabilities.ts'
import { tableInPage } from '../agents/support/table/in-page.ts'
import { renderTable } from '../agents/support/table/render-table.ts'
import { readResults } from '../agents/support/table/results.ts'

test("the table of docs/agents.md equals the recorded results of the agents' stories", () => {
  expect(tableInPage()).toBe(renderTable(readResults()))
})

test('the table of docs/agents.md has a row for every capability, and no other row', () => {
  const [, , ...rows] = tableInPage().split('\n')
  expect(rows.map(row => row.split(' | ')[0]?.replace(/^\| /, ''))).toEqual([...Object.values(CAPABILITIES), 'last told'])
})

test('a failed story is shown in the table, and a story that was not run again keeps its date and version', () => {
  const result = { hasPassed: true, version: '1.0.0', date: '2026-11-22', saw: {} }
  const table = renderTable({
    claude: {
      'a.test.ts': {
        new: { ...result, proves: ['rate'], saw: { rate: 'exact: hook Rate' } },
        failed: { ...result, proves: ['overload'], hasPassed: false },
        older: { ...result, proves: ['cut'], date: '2026-11-20' },
        'older release': { ...result, proves: ['hung'], date: '2026-11-01', version: '0.9.0' },
      },
    },
  })
  const cells = (words: string) =>
    table
      .split('\n')
      .find(row => row.startsWith(`| ${words}`))
      ?.split(' | ') ?? []
  expect(cells(CAPABILITIES.rate)[1]).toBe('exact: hook Rate')
  expect(cells(CAPABILITIES.overload)[1]).toBe('**failed** 2026-11-22')
  expect(cells(CAPABILITIES.cut)[1]).toBe('yes (2026-11-20)')
  expect(cells(CAPABILITIES.hung)[1]).toBe('yes (0.9.0, 2026-11-01)')
  expect(cells(CAPABILITIES.usage)[1]).toBe('not tried')
  expect(cells(CAPABILITIES.login)[3], 'what a program lacks is said').toBe('it has a provider of its makers that needs none')
})
