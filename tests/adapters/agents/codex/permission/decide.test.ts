import { expect, test } from 'vitest'
import { answerRequest } from '../../../../../src/adapters/agents/codex/permission/answer-request.ts'
import { decide } from '../../../../../src/adapters/agents/codex/permission/decide.ts'
import { permissionRules } from '../../../../../src/adapters/agents/codex/permission/permission-rules.ts'
import { aPolicy } from '../../../../support/a-policy.ts'
import { temporaryDirectory } from '../../../../support/temporary.ts'
import { launchIn } from '../../support/launch.ts'

async function rules(allow: readonly string[] = [], otherwise: 'ask' | 'deny' | 'allow' = 'ask') {
  const accept = ['npm test 2>&1 | tail -n 80']
  const policy = { ...aPolicy, permissions: { allow, otherwise } }
  return permissionRules(await launchIn(await temporaryDirectory(), { policy, accept }))
}

test.each([
  'czar report ack --task a.1 "a; b && c | d > e" --plan x',
  'git add -A && git commit -q -m "feat: it"',
  "git commit -m 'a `b` $(c)'",
  'git status',
  'npm test 2>&1 | tail -n 80',
  'czar run -- npm test 2>&1 | tail -n 80',
])('what the brief asks of a worker needs no permission: %s', async command => {
  expect(decide({ tool: 'Bash', command }, await rules())).toBe('allow')
})

test.each([
  'git push',
  'git statusx',
  'git -c core.pager=x status',
  'git add -A && npm publish',
  'git add -A; npm publish',
  'git add -A\nnpm publish',
  'git status & npm publish',
  'git status | sh',
  'git log > /etc/passwd',
  'git commit -m "$(npm publish)"',
  'git commit -m "`npm publish`"',
  'git commit -m "a\\"; npm publish; echo \\"',
  'git diff <(npm publish)',
  '(git status; npm publish)',
  'czar run -- npm publish',
  "git commit -m 'open",
])('what hides behind it does: %s', async command => {
  expect(decide({ tool: 'Bash', command }, await rules())).toBe('ask')
})

test('patterns of the policy: commands with a star, in brackets or not, exact lines, and tools by their name', async () => {
  const own = await rules(['npm run *', 'Bash(make:*)', 'cat a | sh', 'mcp__db__query'])
  const may = (command: string) => decide({ tool: 'Bash', command }, own)
  expect(['npm run lint', 'make', 'make all', 'cat a | sh', 'czar run -- npm run lint'].map(may)).toEqual(Array(5).fill('allow'))
  expect(['npm run lint; sh', 'makefile', 'cat b | sh'].map(may)).toEqual(Array(3).fill('ask'))
  expect(decide({ tool: 'mcp__db__query', command: null }, own)).toBe('allow')
  expect(decide({ tool: 'apply_patch', command: 'npm run x' }, own)).toBe('ask')
})

test('Codex is answered yes or no, or left to its own dialog', async () => {
  const wish = (command: string) => ({ hook_event_name: 'PermissionRequest', tool_name: 'Bash', tool_input: { command, description: 'x' } })
  const behaviour = (answer: object | null) => JSON.stringify(answer).match(/"behavior":"(\w+)"/)?.[1] ?? null
  expect(behaviour(answerRequest(wish('git status'), await rules()))).toBe('allow')
  expect(behaviour(answerRequest(wish('npm publish'), await rules([], 'deny')))).toBe('deny')
  expect(answerRequest(wish('npm publish'), await rules())).toBeNull()
  expect(answerRequest({ hook_event_name: 'Stop' }, await rules([], 'allow'))).toBeNull()
})
