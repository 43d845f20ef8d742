import { expect, test } from 'vitest'
import { findings, parse } from '../parse-support.ts'

const file = (accounts: string) => `project: a
repo: repo
agents:
  bot: { command: [bot], account: team }
workers:
  - { id: one, agent: bot, task: do it }
  - { id: two, agent: bot, account: mine, task: do it }
  - { id: three, task: do it }
accounts: ${accounts}
`

test("an account may have a limit if a worker, a profile, or a profile's name uses it", () => {
  const accounts = { mine: { concurrency: 1 }, team: { concurrency: 2 }, claude: { concurrency: 3 } }
  expect(parse(file(JSON.stringify(accounts))).accounts).toEqual(accounts)
})

test("a limit for an account that nobody uses is a mistake, with the most similar account's name", () => {
  expect(findings(file('{ teem: { concurrency: 1 } }'))).toEqual([
    'project.yaml:9:19: accounts.teem: no worker uses account "teem"; did you mean "team"?',
  ])
  expect(findings(file('{ nowhere: { concurrency: 1 } }'))).toEqual([
    'project.yaml:9:22: accounts.nowhere: no worker uses account "nowhere"; there are: team, mine, claude',
  ])
})

test('an account without a limit is a mistake', () => {
  expect(findings(file('{ team: {} }')).join()).toContain('concurrency')
})
