import { expect, test } from 'vitest'
import { unreadableBudgets } from '../../../../src/core/policy/budget/unreadable.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aProfile } from '../../../support/builders/a-profile.ts'
import { aProject, aWorker } from '../../../support/builders/a-project.ts'

const free = { usd: null, tokens: null, timeMs: null, turns: null }
const agents = { scripted: aProfile(), bot: aProfile({ name: 'bot', kind: 'command' }) }

test('budgets of money and tokens are reported as unenforceable for an agent program that reports no usage, and only for it', () => {
  const workers = [aWorker('one', { budget: { ...free, usd: 5 } }), aWorker('two', { agent: 'bot', budget: { ...free, tokens: 5 } })]
  expect(unreadableBudgets(aProject({ workers, agents }))).toEqual([
    'two: what agent bot uses cannot be read, so of its budget only time and turns are held to, and neither is set',
  ])
})

test('budgets of time and turns are enforceable for every agent program', () => {
  const workers = [aWorker('two', { agent: 'bot', budget: { ...free, timeMs: 5, turns: 5 } })]
  expect(unreadableBudgets(aProject({ workers, agents }))).toEqual([])
})

test("the fleet's budget names workers whose usage cannot be read", () => {
  const workers = [aWorker('one'), aWorker('two', { agent: 'bot' })]
  const policy = { ...aPolicy, budget: { ...aPolicy.budget, usd: 40 } }
  expect(unreadableBudgets(aProject({ workers, agents, policy }))).toEqual([
    "the fleet's budget of money and tokens does not count two: czar cannot read what a command agent uses, so only the limits on time and turns apply, and neither is set",
  ])
})

test('a worker that also has a budget of time or turns is told that this one is enforced', () => {
  const workers = [aWorker('two', { agent: 'bot', budget: { ...free, usd: 5, turns: 20 } })]
  expect(unreadableBudgets(aProject({ workers, agents }))).toEqual([
    'two: what agent bot uses cannot be read, so of its budget only time and turns are held to',
  ])
})

test("the fleet's budgets of tokens and of money both name all workers whose usage cannot be read", () => {
  const workers = [aWorker('one', { agent: 'bot' }), aWorker('two', { agent: 'bot' })]
  const policy = { ...aPolicy, budget: { ...aPolicy.budget, tokens: 1_000 } }
  expect(unreadableBudgets(aProject({ workers, agents, policy }))).toEqual([
    "the fleet's budget of money and tokens does not count one, two: czar cannot read what a command agent uses, so only the limits on time and turns apply, and neither is set",
  ])
})

test('if all usage can be read, no budget is reported, also for an agent that the project file does not have', () => {
  const policy = { ...aPolicy, budget: { ...aPolicy.budget, usd: 40 } }
  expect(unreadableBudgets(aProject({ workers: [aWorker('one')], agents, policy }))).toEqual([])
  expect(unreadableBudgets(aProject({ workers: [aWorker('one', { agent: 'gone' })], agents, policy }))).toEqual([])
})

test("a worker's own budget of money is reported as unenforceable too", () => {
  const workers = [aWorker('two', { agent: 'bot', budget: { ...free, usd: 5 } })]
  expect(unreadableBudgets(aProject({ workers, agents }))).toHaveLength(1)
})
