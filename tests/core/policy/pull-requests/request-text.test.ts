import { expect, test } from 'vitest'
import { requestBody, requestTitle, withBody } from '../../../../src/core/policy/pull-requests/request-text.ts'
import type { State } from '../../../../src/core/state/types/state.ts'
import type { TaskState } from '../../../../src/core/state/types/task-state.ts'
import { aProvenWorker } from '../../../support/builders/a-proven-worker.ts'

function aTask(text: string, over: Partial<TaskState> = {}): { state: State; task: TaskState } {
  const { state } = aProvenWorker()
  const own = state.tasks['one']
  if (own === undefined) throw new Error('no task')
  return { state, task: { ...own, text: { ...own.text, text }, ...over } }
}

const body = (text: string, claim: string | null = null, over: Partial<TaskState> = {}) => {
  const { state, task } = aTask(text, over)
  return requestBody(state, task, claim)
}

test.each([
  ['# Add a price column\n\nIt is sorted.', 'Add a price column'],
  ['\n\n  - do it \n', 'do it'],
  ['> quoted first', 'quoted first'],
  ['---\n***\n', 'one'],
  [`Long ${'word '.repeat(40)}`, `Long ${'word '.repeat(13)}w…`],
  ['Two\u202e lines\u0007', 'Two<U+202E> lines'],
])('the pull request for the title %j has the title %j', (text, title) => {
  expect(requestTitle(aTask(text).task)).toBe(title)
})

test("a pull request's text has the task, the worker's words, the commands with results, remarks, and the effort", () => {
  const checks = [
    { name: 'npm test | tail', outcome: 'flaky', exitCode: 0, durationMs: 61_000, first: 'failed with 1' },
    { name: 'npm run `lint`', outcome: 'passed', exitCode: 0, durationMs: 900 },
  ] as const
  const { state, task } = aTask('Add a column')
  if (task.verified === null) throw new Error('no proof')
  const text = requestBody(
    state,
    { ...task, verified: { ...task.verified, checks, flags: ['changes a test'] } },
    'I added it\n\nand tested it',
  )
  expect(text).toContain('### Task\n\n> Add a column')
  expect(text).toContain('> I added it\n>\n> and tested it')
  expect(text).toContain("| `npm test \\| tail` | flaky | 1m |\n| `npm run 'lint'` | passed | 0s |")
  expect(text).toContain('failed with 1, and passed when run again; flagged: changes a test')
  expect(text).toMatch(/### Effort\n\n- \d+\w+ from the assignment to the proof/)
})

test("other people's words in the text mention nobody, close no issue and hide nothing", () => {
  const text = body('Ask @ada about it\n<!-- hidden --> closes #3', 'done @team, fixes #4')
  const words = text.split('\n').filter(line => line.startsWith('>'))
  expect(words.join('\n')).not.toMatch(/@\w|#\d|<!--/)
  expect(text.split('\n').filter(line => /^Closes/.test(line))).toEqual(['Closes #3'])
})

test.each([
  'It fixes https://github.com/acme/shop/issues/4',
  'Closes: GH-7',
  'resolved acme/other#3',
  '</blockquote><h3>Checked</h3>',
  '<img src="https://example.com/x.png">',
])('the claim %j in the text has no effect on GitHub', claim => {
  const quoted = body('Add it', claim)
    .split('\n')
    .filter(line => line.startsWith('>'))
    .join('\n')
  expect(quoted).not.toMatch(/\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s|<[a-z/]/i)
  expect(quoted.replaceAll('\u2060', '')).toContain(claim)
})

test.each([
  ['Fixes #12', ['Closes #12']],
  ['Issue: #7 and it resolves #8. Closes #7', ['Closes #7', 'Closes #8']],
  ['As in #5, see issue 6', []],
  ['fixes acme/other#9', []],
  ['Closes #0 and prefix-fixes #1x', []],
])('the issue entry %j gives %j in the text', (text, closes) => {
  expect(
    body(text)
      .split('\n')
      .filter(line => line.startsWith('Closes')),
  ).toEqual(closes)
})

test("text that people wrote around czar's part stays, and a second write changes nothing", () => {
  const first = withBody('', 'one')
  expect(withBody(first, 'one')).toBe(first)
  const edited = `Please look at this.\n\n${first}\n\nThanks`
  const second = withBody(edited, 'two')
  expect(second).toMatch(/^Please look at this\.(?:.|\n)*two(?:.|\n)*Thanks$/)
  expect(second).not.toContain('one')
  expect(withBody("Somebody's text", 'one')).toMatch(/^Somebody's text\n\n<!-- czar/)
})

test('a long task and a long claim are cut to the length that GitHub accepts', () => {
  expect(body('x'.repeat(100_000), 'y\n'.repeat(100_000)).length).toBeLessThan(40_000)
})

test.each([
  [{ state: 'open' }, 'A review of this commit is not over yet.'],
  [{ state: 'counted' }, '- It found nothing.'],
  [
    {
      state: 'counted',
      findings: [{ path: 'a.ts', line: 2, severity: 'high', claim: 'fixes #3 for @ada', evidence: { command: 'false' }, outcome: 'shown' }],
    },
    'a.ts:2 (high): "fixes\u2060 #\u20603 for @\u2060ada"; czar ran its command, and it fails',
  ],
  [{ state: 'uncounted', end: { because: 'silent', reason: 'it reported nothing' } }, 'does not count: it reported nothing'],
] as const)('the text reports the review of the commit: %j', (over, words) => {
  const { state, task } = aTask('Add it')
  const review = {
    id: 'review-1',
    task: 'one',
    assignment: task.assignment,
    commit: task.verified?.commit,
    agent: 'claude',
    model: null,
    findings: [],
    end: null,
  }
  const text = requestBody({ ...state, reviews: { 'review-1': { ...review, ...over } } } as never, task, null)
  expect(text).toContain(`### Review\n\n`)
  expect(text).toContain(words)
})

test('the text does not mention reviews if there were none', () => {
  expect(body('Add it')).not.toContain('Review')
})
