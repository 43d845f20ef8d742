import { expect, test } from 'vitest'
import { unreadableBudgets } from '../../../../src/core/policy/budget/unreadable.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aProfile } from '../../../support/builders/a-profile.ts'
import { aProject, aWorker } from '../../../support/builders/a-project.ts'

const free = { usd: null, tokens: null, timeMs: null, turns: null }
const agents = { scripted: aProfile(), bot: aProfile({ name: 'bot', kind: 'command' }) }

test('budgets of money and tokens are said to be out of reach for a program that says nothing, and only for it', () => {
  const workers = [aWorker('one', { budget: { ...free, usd: 5 } }), aWorker('two', { agent: 'bot', budget: { ...free, tokens: 5 } })]
  expect(unreadableBudgets(aProject({ workers, agents }))).toEqual([
    'two: what agent bot uses cannot be read, so of its budget only time and turns are held to, and neither is set',
  ])
})

test('time and turns need no reading', () => {
  const workers = [aWorker('two', { agent: 'bot', budget: { ...free, timeMs: 5, turns: 5 } })]
  expect(unreadableBudgets(aProject({ workers, agents }))).toEqual([])
})

test("the fleet's budget names whom it cannot count", () => {
  const workers = [aWorker('one'), aWorker('two', { agent: 'bot' })]
  const policy = { ...aPolicy, budget: { ...aPolicy.budget, usd: 40 } }
  expect(unreadableBudgets(aProject({ workers, agents, policy }))).toEqual([
    "the fleet's budget of money and tokens does not count two: czar cannot read what a command agent uses, so only the limits on time and turns apply, and neither is set",
  ])
})

test('whoever has time or turns besides is told that they hold', () => {
  const workers = [aWorker('two', { agent: 'bot', budget: { ...free, usd: 5, turns: 20 } })]
  expect(unreadableBudgets(aProject({ workers, agents }))).toEqual([
    'two: what agent bot uses cannot be read, so of its budget only time and turns are held to',
  ])
})

test("the fleet's tokens are counted as little as its money, and all are named whom it cannot count", () => {
  const workers = [aWorker('one', { agent: 'bot' }), aWorker('two', { agent: 'bot' })]
  const policy = { ...aPolicy, budget: { ...aPolicy.budget, tokens: 1_000 } }
  expect(unreadableBudgets(aProject({ workers, agents, policy }))).toEqual([
    "the fleet's budget of money and tokens does not count one, two: czar cannot read what a command agent uses, so only the limits on time and turns apply, and neither is set",
  ])
})

test('where all can be read nothing is said, nor of an agent that the file does not have', () => {
  const policy = { ...aPolicy, budget: { ...aPolicy.budget, usd: 40 } }
  expect(unreadableBudgets(aProject({ workers: [aWorker('one')], agents, policy }))).toEqual([])
  expect(unreadableBudgets(aProject({ workers: [aWorker('one', { agent: 'gone' })], agents, policy }))).toEqual([])
})

test("a worker's money is out of reach too", () => {
  const workers = [aWorker('two', { agent: 'bot', budget: { ...free, usd: 5 } })]
  expect(unreadableBudgets(aProject({ workers, agents }))).toHaveLength(1)
})
