import { expect, test } from 'vitest'
import { parse } from '../parse-support.ts'

function problemsOf(text: string): readonly string[] {
  try {
    parse(`project: gateway\nrepo: repo\n${text}`)
    return []
  } catch (error) {
    return (error as { details: readonly string[] }).details
  }
}

const WORKER = 'workers:\n  - { id: one, task: Do it }\n'

test('with agent: auto a worker has all profiles to choose from, with their models and accounts, and the first one until the launch', () => {
  const agents = 'agents:\n  fast: { extends: claude, model_flag: --model, model: haiku, account: team }\n'
  const project = parse(`project: gateway\nrepo: repo\nagent: auto\nauto_agents: [claude, fast]\n${WORKER}${agents}`)
  expect(project.workers[0]).toMatchObject({
    agent: 'claude',
    candidates: [
      { agent: 'claude', model: null, account: 'claude' },
      { agent: 'fast', model: 'haiku', account: 'team' },
    ],
  })
  expect(Object.keys(project.agents).toSorted()).toEqual(['claude', 'fast'])
})

test('a worker that names its agent has nothing to choose from, beside one with agent: auto', () => {
  const workers = 'workers:\n  - { id: one, task: Do it, agent: auto }\n  - { id: two, task: Do it }\n'
  const project = parse(`project: gateway\nrepo: repo\nauto_agents: [claude]\n${workers}`)
  expect(project.workers.map(({ candidates }) => candidates?.length)).toEqual([1, undefined])
})

test('a limit of an account may belong to any of the profiles', () => {
  const accounts = 'accounts:\n  scripted: { concurrency: 2 }\n'
  expect(problemsOf(`agent: auto\nauto_agents: [claude, scripted]\n${WORKER}${accounts}`)).toEqual([])
})

test.each([
  ['nothing to choose from', `agent: auto\n${WORKER}`, /:3:\d+: agent: .*agent: auto needs the profiles to choose from/],
  ['an empty list', `agent: auto\nauto_agents: []\n${WORKER}`, /agent: auto needs the profiles to choose from/],
  ['a misspelt profile', `agent: auto\nauto_agents: [claud]\n${WORKER}`, /auto_agents.*claud.*claude/],
  ['a profile without a program', `agent: auto\nauto_agents: [command]\n${WORKER}`, /agent "command" has no program/],
  [
    'a model beside auto',
    'agent: auto\nauto_agents: [claude]\nworkers:\n  - { id: one, task: Do it, model: big }\n',
    /a model belongs to one program/,
  ],
  ['a profile of that name', `agents:\n  auto: { extends: claude }\n${WORKER}`, /auto cannot be the name of a profile/],
])('%s is a mistake with its place', (_, text, says) => {
  const problems = problemsOf(text)
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatch(says)
})
