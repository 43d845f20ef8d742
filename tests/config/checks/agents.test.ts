import { expect, test } from 'vitest'
import { findings, parse } from '../parse-support.ts'

const FILE = 'project: gateway\nrepo: repo\n'

test("a worker uses its own model or its profile's, and a program without a model option gets none", () => {
  const agents = 'agents:\n  bot: { command: [bot], model_flag: -m, model: small }\n'
  const text = `${FILE}${agents}workers:\n  - { id: one, agent: bot, model: big, task: Do it }\n  - { id: two, agent: bot, task: Do that }\n`
  expect(parse(text).workers.map(({ model }) => model)).toEqual(['big', 'small'])
  expect(findings(text.replace('model_flag: -m, ', ''))).toEqual([
    expect.stringMatching(/:4:\d+: .*agent "bot" cannot be given a model: it has no model_flag/),
    expect.stringMatching(/:6:\d+: .*agent "bot" cannot be given a model/),
  ])
})

test('MCP tools are refused for agent programs that cannot use them', () => {
  const text = `${FILE}agents:\n  bot: { command: [bot], mcp: true }\nworkers:\n  - { id: one, agent: bot, task: Do it }\n`
  expect(findings(text)).toEqual([
    expect.stringContaining('agent "bot" cannot use MCP tools of czar; these kinds can: claude, codex, opencode, gemini'),
  ])
  expect(parse(text.replace('command: [bot]', 'extends: claude')).agents['bot']?.mcp).toBe(true)
})
