import { expect, test } from 'vitest'
import { aScriptedWorker, honestly } from '../../support/a-fleet.ts'
import { until } from '../../support/until.ts'
import { DONE, hintOf, isSettled } from '../a-matter.ts'
import { aPerson } from '../a-person.ts'

const STALLS = ['ack: "Write src/two/work.txt"', 'stall: forever']
const SPENDS = ['ack: "Write src/one/work.txt"', 'usage: { tokens: 2000000, usd: 1.5, context: 0.2 }', 'stall: forever']
const BUDGET = 'core/policy/budget/budget-matters: raise it in {}, then: czar stop && czar launch {}'

test('a used-up budget is raised with the printed command, while the fleet works and after its end', async () => {
  const spends = (usd: number) =>
    aScriptedWorker(
      'one',
      [...SPENDS, 'usage: { tokens: 2000000, usd: 9, context: 0.2 }', 'stall: forever'],
      `    budget: { usd: ${usd} }\n`,
    )
  const person = await aPerson(`workers:\n${spends(1)}${aScriptedWorker('two', STALLS)}`)
  const { fleet, types } = person
  await types('czar launch czar.yaml')
  const hint = await hintOf(person, 'over:one', BUDGET)
  fleet.configure(`workers:\n${spends(5)}${aScriptedWorker('two', STALLS)}`)
  expect(await types(hint.replace(/.*then: /, ''))).toMatchObject(DONE)
  await fleet.eventually('agent.ready', event => event.worker === 'one' && event.incarnation === 2)
  await isSettled(person, 'over:one')

  // The worker's second agent uses up more of the budget. The other worker is stopped, so no agent is left.
  await until(fleet.status, view => view.attention.some(({ key }) => key === 'over:one'))
  await types('czar stop two')
  await until(fleet.status, view => view.czar.state === 'finished')
  const again = await hintOf(person, 'over:one', 'core/policy/budget/budget-matters: raise it in {}, then: czar launch {}')
  fleet.configure(`workers:\n${spends(50)}${aScriptedWorker('two', STALLS)}`)
  expect(await types(again.replace(/.*then: /, ''))).toMatchObject(DONE)
  await fleet.eventually('agent.ready', event => event.worker === 'one' && event.incarnation === 3)
  await isSettled(person, 'over:one')
  // The first suggested command also works if it is typed late: `czar stop` then says that nothing runs.
  await types('czar stop')
  expect(await types(hint.replace(/.*then: /, ''))).toMatchObject(DONE)
})

test('an account that stays limited is probed at once by the printed command', async () => {
  const limit = (resets: string) => `limit: { kind: rate, text: "You have hit your limit", resets: ${resets} }`
  const steps = [
    'ack: "Write src/one/work.txt"',
    ...Array.from({ length: 8 }, () => limit('500ms')),
    limit('30m'),
    ...honestly('one').slice(1),
  ]
  const person = await aPerson(`workers:\n${aScriptedWorker('one', steps)}`)
  await person.types('czar launch czar.yaml')
  const nudge = await hintOf(person, 'limited:', 'core/policy/limits/limit-matters: czar nudge {}   # lets it try at once')
  expect(await person.types(nudge)).toMatchObject(DONE)
  await isSettled(person, 'limited:')
  await person.fleet.eventually('project.finished', event => event.verified === 1)
})
