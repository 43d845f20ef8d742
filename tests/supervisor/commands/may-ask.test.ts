import { expect, test } from 'vitest'
import type { Asker } from '../../../src/core/events/asker.ts'
import { type Command, commandSchema, STEERING_VERBS } from '../../../src/core/events/command.ts'
import { takeCommand } from '../../../src/supervisor/command.ts'
import { refuseAsker } from '../../../src/supervisor/commands/may-ask.ts'
import { recordRefusals } from '../../../src/supervisor/commands/refusals.ts'
import { aPolicy } from '../../support/builders/a-policy.ts'
import { aProject, aWorker } from '../../support/builders/a-project.ts'
import { aStory, begin } from '../../support/worlds/story.ts'

const process = { pid: 7, program: 'sh' }
const worker: Asker = { who: 'worker', worker: 'one', project: null, isVerified: true, ...process }
const person: Asker = { who: 'person', tty: 'pts/3', isVerified: true, ...process }
const others: readonly Asker[] = [
  { ...worker, project: 'shop' },
  { who: 'gate', ...process },
  { who: 'stray', why: 'it has ended', ...process },
]
const allowing = (...workersMay: readonly (typeof STEERING_VERBS)[number][]) => ({
  project: aProject({ workers: [aWorker('one')], policy: { ...aPolicy, workersMay } }),
})

function aCommand(verb: Command['verb']): Command {
  return { verb, worker: 'one', text: 'x', task: 'x', from: 'one' } as Command
}

test.each(STEERING_VERBS)('fault 86: %s is refused to a worker unless the policy names it', verb => {
  const command = aCommand(verb)
  expect(refuseAsker(allowing(), command, worker)).toMatchObject({
    events: [],
    answer: {
      ok: false,
      needsPerson: true,
      message: expect.stringContaining('asked by worker one (sh, pid 7)'),
      hint: expect.stringMatching(/^czar /),
    },
  })
  expect(refuseAsker(allowing(verb), command, worker)).toBeNull()
  for (const other of others) expect(refuseAsker(allowing(verb), command, other)).toMatchObject({ answer: { needsPerson: true } })
  expect(refuseAsker(allowing(), command, person)).toBeNull()
})

test("an earlier version's policy, or none, allows an agent no steering command", () => {
  const { workersMay: _, ...earlier } = aPolicy
  expect(refuseAsker({ project: aProject({ policy: earlier as typeof aPolicy }) }, aCommand('stop'), worker)).not.toBeNull()
  expect(refuseAsker({ project: null }, aCommand('stop'), worker)).not.toBeNull()
})

test('a worker reports only under its own name', () => {
  expect(refuseAsker(allowing(), aCommand('say'), worker)).toBeNull()
  expect(refuseAsker(allowing(), aCommand('say'), { ...worker, worker: 'two' })).not.toBeNull()
})

test('no worker may decide about a review, whatever the policy names, because it would accept its own work', () => {
  const all = allowing(...STEERING_VERBS)
  for (const asker of [worker, ...others])
    expect(refuseAsker(all, aCommand('review'), asker)).toMatchObject({ answer: { needsPerson: true } })
  expect(refuseAsker(all, aCommand('review'), person)).toBeNull()
})

test('every steering verb can be named in the policy, except for those of people, and of a worker about itself', () => {
  const others = ['say', 'spawn', 'wait', 'review', 'reload', 'worker add', 'worker remove']
  const verbs = commandSchema.options.map(option => option.shape.verb.value)
  expect(verbs.filter(verb => !others.includes(verb)).toSorted()).toEqual([...STEERING_VERBS].toSorted())
})

test('the events of a command name who gave it', () => {
  const world = aStory()
  begin(world, 'one')
  const around = { roles: [], disk: {} as never, now: world.now, by: person }
  const { events } = takeCommand(world.state, { verb: 'tell', worker: 'one', text: 'hello' }, around)
  expect(events).toMatchObject([
    { kind: 'person.told', by: person },
    { kind: 'message.queued', by: person },
  ])
})

test('the same refused command, given repeatedly, is recorded once a minute', () => {
  const record = recordRefusals()
  const refusal = (now: number, by: Asker = worker) => record(aCommand('stop'), { by, reason: 'no', now })
  expect(refusal(0)).toMatchObject([{ kind: 'command.refused', verb: 'stop', target: 'one', by: worker }])
  expect(refusal(59_999)).toEqual([])
  expect(refusal(59_999, person)).toHaveLength(1)
  expect(refusal(60_000)).toHaveLength(1)
})
