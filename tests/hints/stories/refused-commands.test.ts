import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aScriptedWorker, honestly } from '../../support/a-fleet.ts'
import { until } from '../../support/until.ts'
import { DONE, refusedWith } from '../a-matter.ts'
import { aPerson, type Person, printed } from '../a-person.ts'

const ACK = 'ack: "Write src/work.txt"'
const STALLS = [ACK, 'stall: forever']

/**
 * Four workers and tasks: one worker's check waits for a file, one worker has a bonus task, one worker is stopped, and one bonus task
 * waits.
 */
async function aCrowd(): Promise<Person> {
  const bonus = (id: string, rest = '') => aScriptedWorker(id, STALLS, rest)
  const person = await aPerson('workers: []\n')
  const gate = `    accept: ["until test -e '${join(person.fleet.directory, 'go')}'; do sleep 0.1; done"]\n`
  person.fleet.configure(
    `agents: { deaf: { extends: scripted, quit: [Up] } }\nworkers:\n${aScriptedWorker('one', honestly('one'), gate)}${aScriptedWorker('two', honestly('two'))}${aScriptedWorker('three', STALLS, '    agent: deaf\n')}bonus:\n${bonus('first')}${bonus('next', '    after: [first]\n')}`,
  )
  writeFileSync(join(person.fleet.directory, 'task.md'), 'Write a file.\n')
  await person.types('czar launch czar.yaml')
  await person.fleet.eventually('assignment.created', event => event.task === 'first')
  return person
}

test("refused commands to a worker, for a task, and at the fleet's end print commands that help", async () => {
  const person = await aCrowd()
  const { fleet, types } = person
  await refusedWith(person, 'czar assign three first', { name: 'supervisor/commands/assign: czar why {}' })
  await refusedWith(person, 'czar assign three next', { name: 'supervisor/commands/assign: czar status' })
  await refusedWith(person, 'czar queue add task.md --after nobody', { name: 'supervisor/commands/queue-add: czar queue add --help' })

  await types('czar queue add task.md --id late --after first')
  await types('czar queue drop late')
  const replace = (hint: string) => `${hint.replace('FILE', 'task.md')} --after one`
  await refusedWith(person, 'czar assign two late', { name: 'supervisor/commands/assign: czar queue add FILE --id {}', replace })
  expect((await types('czar queue list')).stdout).toContain('late')

  await types('czar stop three')
  await types('czar queue add task.md --id free')
  await refusedWith(person, 'czar assign three free', { name: 'supervisor/commands/assign: czar restart {}' })
  expect(await types('czar assign three free')).toMatchObject(DONE)

  await fleet.eventually('verification.started', event => event.worker === 'one')
  const follow = printed('supervisor/commands/nudge: czar log --worker {} --follow', await types('czar nudge one'))
  const seen = await types(`{ sleep 1; touch go; } & timeout 30 ${follow} | grep -m1 verified`)
  expect(seen.stdout).toContain('verified')

  const stopping = types('czar stop')
  await fleet.eventually('person.stop', event => event.worker === null)
  const late = await types('czar queue add task.md')
  expect(late.stderr).toContain('stopping')
  expect(await stopping).toMatchObject(DONE)
  expect(await types(printed('core/model/gave-up: czar launch {}', late))).toMatchObject(DONE)
  expect(await types('czar queue add task.md')).toMatchObject(DONE)
})

test('commands that a worker may not give are refused with the commands that it may give', async () => {
  const person = await aCrowd()
  const { fleet, types } = person
  const env = { CZAR_WORKER: 'three', CZAR_PROJECT: 'fleet', CZAR_PROJECT_DIR: fleet.projectDir }
  const replace = (hint: string) => hint.replace('WORKER', 'two').replace('ID', 'three.1')
  for (const [line, name] of [
    ['czar tell one "x"', 'supervisor/commands/may-ask: czar say WORKER "…"'],
    ['czar nudge one', 'supervisor/commands/may-ask: czar peers'],
    ['czar assign one next', 'supervisor/commands/may-ask: czar report note "…"'],
    ['czar queue add task.md', 'supervisor/commands/may-ask: czar report note "…"   # a person reads it'],
    ['czar verify three', 'supervisor/commands/may-ask: czar report done --task ID "…"'],
  ] as const) {
    await refusedWith(person, `${line} < /dev/null`, { name, replace, env })
  }
  const said = await until(fleet.events, events => events.some(({ kind }) => kind === 'worker.said'))
  expect(said).toContainEqual(expect.objectContaining({ kind: 'worker.said', worker: 'three', to: 'two' }))
  await fleet.eventually('report.received', event => event.worker === 'three' && event.report.kind === 'done')

  const asTwo = await types(`${POST} '${JSON.stringify({ verb: 'say', from: 'two', worker: 'one', text: 'x' })}'`, env)
  const own = printed('supervisor/commands/may-ask: czar say WORKER "…"   # as yourself', hintOf(asTwo.stdout))
  expect(await types(replace(own), env)).toMatchObject(DONE)
  for (let count = 0; count < 12; count++) {
    const words = JSON.stringify({ verb: 'say', from: 'three', worker: 'one', text: `words ${count}` })
    const { stdout } = await types(`${POST} '${words}'`, env)
    if (JSON.parse(stdout).ok) continue
    expect(await types(printed('supervisor/commands/say: czar peers', hintOf(stdout)), env)).toMatchObject(DONE)
    return
  }
  throw new Error('it was let say anything')
})

/** A program of the user's own, which uses the API as docs/api.md describes it. */
const POST = `curl -s --unix-socket "$XDG_RUNTIME_DIR"/czar/*.api -H 'content-type: application/json' http://czar/v1/commands -d`

function hintOf(answer: string) {
  return { code: 1, stdout: `next: ${JSON.parse(answer).hint}`, stderr: '' }
}
