import { expect, test } from 'vitest'
import { DRIVERS } from '../../../../src/adapters/agents/drivers.ts'
import { headlessCommand, headlessKinds } from '../../../../src/adapters/agents/headless/ask-headless.ts'
import type { AgentKind } from '../../../../src/core/model/agent-traits.ts'
import { aProfile } from '../../../support/builders/a-profile.ts'

async function answerOf(kind: AgentKind, lines: readonly unknown[]) {
  const reader = (await DRIVERS[kind].loadHeadless?.())?.createReader()
  for (const line of lines) reader?.hear(typeof line === 'string' ? line : JSON.stringify(line))
  return reader?.answer()
}

test('claude: the result is the answer, and its cost and tokens are reported', async () => {
  const usage = { input_tokens: 10, output_tokens: 2, cache_read_input_tokens: 100, cache_creation_input_tokens: 5 }
  const reading = {
    type: 'assistant',
    message: {
      id: 'a',
      usage,
      content: [
        { type: 'text', text: 'I read.' },
        { type: 'tool_use', name: 'Read' },
      ],
    },
  }
  expect(await answerOf('claude', ['no JSON', { type: 'system', subtype: 'init' }, reading, reading])).toMatchObject({
    text: 'I read.',
    tokens: 117,
    isOver: false,
  })
  const result = { type: 'result', subtype: 'success', is_error: false, result: '{}', total_cost_usd: 0.5, usage }
  expect(await answerOf('claude', [reading, result])).toEqual({ text: '{}', failure: null, usd: 0.5, tokens: 117, isOver: true })
  expect(await answerOf('claude', [{ type: 'result', subtype: 'error_max_budget_usd', is_error: true }])).toMatchObject({
    failure: 'error max budget usd',
  })
})

test('codex: the last message is the answer; only a failed turn is a failure', async () => {
  const says = (text: string) => ({ type: 'item.completed', item: { type: 'agent_message', text } })
  const over = { type: 'turn.completed', usage: { input_tokens: 100, cached_input_tokens: 50, output_tokens: 10 } }
  expect(await answerOf('codex', [says('one'), { type: 'error', message: 'Reconnecting' }, says('two'), over])).toEqual({
    text: 'two',
    failure: null,
    usd: null,
    tokens: 110,
    isOver: true,
  })
  expect(await answerOf('codex', [{ type: 'turn.failed', error: { message: '401 Unauthorized' } }])).toMatchObject({
    failure: '401 Unauthorized',
    text: null,
  })
})

test('opencode: the last text is the answer, and the costs of all steps are added up', async () => {
  const step = { type: 'step_finish', part: { cost: 0.1, tokens: { input: 10, output: 1, reasoning: 1, cache: { read: 8, write: 0 } } } }
  expect(
    await answerOf('opencode', [{ type: 'text', part: { text: 'one' } }, step, { type: 'text', part: { text: 'two' } }, step]),
  ).toMatchObject({
    text: 'two',
    usd: 0.2,
    tokens: 40,
  })
  const failed = { type: 'error', error: { name: 'ProviderAuthError', data: { message: 'The key is missing' } } }
  expect(await answerOf('opencode', [failed])).toMatchObject({ failure: 'The key is missing' })
})

test('gemini: the parts of the last message are joined, and a tool call begins a new message', async () => {
  const says = (content: string) => ({ type: 'message', role: 'assistant', content, delta: true })
  const lines = [{ type: 'message', role: 'user', content: 'Q' }, says('I '), says('read.'), { type: 'tool_use' }, says('{'), says('}')]
  const over = { type: 'result', status: 'success', stats: { total_tokens: 70 } }
  expect(await answerOf('gemini', [...lines, over])).toEqual({ text: '{}', failure: null, usd: null, tokens: 70, isOver: true })
  expect(await answerOf('gemini', [{ type: 'result', status: 'error', error: { message: 'quota' } }])).toMatchObject({ failure: 'quota' })
})

test('each program is started with a model of its profile and without its tools for writing', async () => {
  expect(headlessKinds()).toEqual(['claude', 'codex', 'opencode', 'gemini'])
  const argvOf = async (kind: AgentKind) =>
    (await headlessCommand({ profile: aProfile({ kind, model: 'm1', modelFlag: '--model' }), command: ['/bin/x'], usd: 2 }))?.argv.join(' ')
  expect(await argvOf('claude')).toMatch(/^\/bin\/x --model m1 --print .*--tools Read,Glob,Grep .*--max-budget-usd 2$/)
  expect(await argvOf('codex')).toMatch(/^\/bin\/x exec --json --sandbox read-only .*--model m1 -$/)
  expect(await argvOf('opencode')).toBe('/bin/x run --format json --model m1')
  expect(await argvOf('gemini')).toMatch(/^\/bin\/x --model m1 .*--approval-mode default/)
  expect(await argvOf('command')).toBeUndefined()
})
