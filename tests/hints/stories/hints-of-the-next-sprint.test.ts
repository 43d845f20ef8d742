import { expect, test } from 'vitest'
import { aScriptedWorker, honestly } from '../../support/a-fleet.ts'
import { DONE, refusedWith } from '../a-matter.ts'
import { aPerson, printed } from '../a-person.ts'

const STALLS = ['ack: "Write src/two/work.txt"', 'stall: forever']
const one = aScriptedWorker('one', honestly('one'))
const two = aScriptedWorker('two', STALLS)

test('commands to a worker with proven work, and launches of a changed file, print a command that helps', async () => {
  const person = await aPerson(`concurrency: 1\nworkers:\n${one}${two}bonus:\n${aScriptedWorker('more', STALLS, '    after: [two]\n')}`)
  const { fleet, types } = person
  await types('czar launch czar.yaml')
  await fleet.eventually('agent.ended', event => event.worker === 'one')
  await refusedWith(person, 'czar tell one "x"', { name: 'supervisor/commands/tell: czar diff {}' })
  await refusedWith(person, 'czar restart one', { name: 'supervisor/commands/restart: czar queue list' })

  fleet.configure(`concurrency: 1\nworkers:\n${one}${two}`)
  const differs = await types('czar launch czar.yaml')
  const name = 'cli/launch/prepare-launch: czar reload -p {}{}   # the fleet goes on with the file as it is now'
  expect(await types(printed(name, differs))).toMatchObject(DONE)
  await refusedWith(person, 'czar restart one', {
    name: 'supervisor/commands/restart: czar stop && {} --again {}   # begins its task anew',
  })
  await fleet.eventually('task.renewed')

  fleet.configure(`workers:\n${aScriptedWorker('three', STALLS)}`)
  expect(await types('czar stop && czar launch czar.yaml')).toMatchObject(DONE)
  await refusedWith(person, 'czar restart two', { name: 'supervisor/commands/restart: czar status' })
  await refusedWith(person, 'czar tell two "x"', { name: 'supervisor/commands/tell: czar status' })
})
