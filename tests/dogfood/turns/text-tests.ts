import type { Change, Steps } from './steps.ts'
import { ack, check, claim, commit, isNews, testOf, write } from './steps.ts'

const SPENT = 'tests/core/text/spent-text.test.ts'
const ADDRESS = 'tests/core/text/web-address.test.ts'

const SPENT_TEST = `import { expect, test } from 'vitest'
import { spentText, timeText, tokensText } from '../../../src/core/text/spent-text.ts'

test.each([
  [0, '0'],
  [999, '999'],
  [1_000, '1k'],
  [12_500, '12.5k'],
  [999_949, '999.9k'],
  [999_950, '1M'],
  [2_100_000, '2.1M'],
])('%i tokens as text: %s', (tokens, text) => {
  expect(tokensText(tokens)).toBe(text)
})

test.each([
  [0, '0s'],
  [59_999, '59s'],
  [60_000, '1m'],
  [3_600_000, '1h'],
  [12_000_000, '3h 20m'],
])('%i ms as text: %s', (ms, text) => {
  expect(timeText(ms)).toBe(text)
})

test.each([
  [{ what: 'usd', spent: 5.019, limit: 5 }, '$5.02 of $5.00'],
  [{ what: 'tokens', spent: 2_100_000, limit: 2_000_000 }, '2.1M of 2M tokens'],
  [{ what: 'time', spent: 14_460_000, limit: 14_400_000 }, '4h 1m of 4h'],
  [{ what: 'turns', spent: 1, limit: 1 }, '1 of 1 turn'],
] as const)('what is used of a budget: %j', (spent, text) => {
  expect(spentText(spent)).toBe(text)
})
`

const ADDRESS_TEST = `import { expect, test } from 'vitest'
import { webAddress } from '../../../src/core/text/web-address.ts'

test.each([
  ['git@github.com:owner/name.git', 'https://github.com', 'owner/name'],
  ['ssh://git@ssh.github.com:443/owner/name.git', 'https://github.com', 'owner/name'],
  ['ssh://git@git.example.com:2222/group/sub/name', 'https://git.example.com', 'group/sub/name'],
  ['https://ada@git.example.com:8443/owner/name/', 'https://git.example.com:8443', 'owner/name'],
  ['HTTP://Git.Example.com/owner/name', 'http://git.example.com', 'owner/name'],
])('the web address of %s', (address, origin, path) => {
  expect(webAddress(address)).toEqual({ origin, host: origin.replace(/^https?:\\/\\//, ''), path })
})

test.each(['/srv/git/name.git', 'backup:owner/name', 'https://git.example.com/name', 'https://git.example.com/owner/../name', ''])(
  '%j has no web address',
  address => {
    expect(webAddress(address)).toBeNull()
  },
)
`

/** The part that the parent gives to a child. The parent types it on one line, so it has no quotes. */
const PART = `Write ${ADDRESS}: it tests webAddress in src/core/text/web-address.ts. Addresses with ssh, scp and https become web addresses without user and ssh port. A local path, an alias of ssh and a path with two dots have none. Commit the file; the test must pass.`
const CHILD = 'web-address'

/** Tests for two functions that have none. Claude Code gives one of them to a child, which another agent program does. */
export function textTestsChange(childAgent: string): Change {
  const parent: Steps = (turn, agent) =>
    isNews(turn)
      ? []
      : [
          ack(turn, `${SPENT} and ${ADDRESS} must exist, pass, and test the functions of both files; a child writes the second one`, [
            SPENT,
            ADDRESS,
          ]),
          agent.read(`${turn.worktree}/src/core/text/spent-text.ts`),
          {
            run: `echo "${PART}" | czar spawn --task - --id ${CHILD} --owns ${ADDRESS} --accept "${testOf(ADDRESS)}" --agent ${childAgent} --role tester`,
          },
          write(turn, SPENT, SPENT_TEST),
          commit('Test the texts about budgets', [SPENT]),
          check(testOf(SPENT)),
          { tool: 'Bash', input: { command: `czar wait ${CHILD}`, description: 'wait for the child', timeout: 600_000 } },
          { run: turn.result.match(/git merge --no-edit \w+/)?.[0] ?? 'git status' },
          check(testOf(ADDRESS)),
          claim(turn, 'both files have tests; the tests of web addresses are by a child, and merged'),
        ]
  const child: Steps = (turn, agent) =>
    isNews(turn)
      ? []
      : [
          ack(turn, `${ADDRESS} must test webAddress for ssh, scp, https, local paths and aliases, and pass`, [ADDRESS]),
          agent.read(`${turn.worktree}/src/core/text/web-address.ts`),
          write(turn, ADDRESS, ADDRESS_TEST),
          commit('Test the web addresses of repositories', [ADDRESS]),
          check(testOf(ADDRESS)),
          claim(turn, 'ten addresses are tested'),
        ]
  return {
    task: {
      id: 'text-tests',
      title: 'Test the texts about budgets and the web addresses of repositories',
      text: `src/core/text/spent-text.ts and src/core/text/web-address.ts have no tests of their own. Write ${SPENT} and ${ADDRESS}, in the style of tests/core/text/without-logins.test.ts. Test the edges: the last value of each unit and the first of the next, addresses with users and ports, and addresses that have no web page. Do not change the code under test.`,
      owns: [SPENT, ADDRESS],
      accept: [testOf(SPENT), testOf(ADDRESS)],
      role: 'tester',
    },
    workers: { 'text-tests': parent, [CHILD]: child },
  }
}
