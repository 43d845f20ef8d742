import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aScriptedWorker } from '../../support/a-fleet.ts'
import { aTerminal } from '../../support/builders/a-terminal.ts'
import { DONE, hintOf, isSettled, refusedWith } from '../a-matter.ts'
import { aPerson, printed } from '../a-person.ts'

const ACK = 'ack: "Write src/work.txt"'

test('a question, a permission, an answer in a turn and an unknown dialog are settled by the printed commands', async () => {
  const person = await aPerson(`agents: { odd: { extends: scripted, env: { SCRIPTED_DIALOG: unknown } } }
workers:
${aScriptedWorker('asker', [ACK, 'blocked: "Which colour?"', 'stall: forever'])}${aScriptedWorker('careful', [ACK, 'permission: "Bash(rm -rf build)"', 'stall: forever'])}${aScriptedWorker('doubter', [ACK, 'ask: "Which way?"', 'stall: forever'])}${aScriptedWorker('odd', [ACK, 'stall: forever'], '    agent: odd\n')}`)
  const { fleet, types } = person
  await types('czar launch czar.yaml')

  const answer = await hintOf(person, 'question:asker', 'core/policy/attention/worker-matters: czar answer {} "…"')
  expect(answer).toContain('asker')
  expect(await types(answer)).toMatchObject(DONE)
  await isSettled(person, 'question:asker')

  const yes = await hintOf(person, 'waiting:careful', 'core/policy/attention/worker-matters: czar answer {} yes')
  const again = await refusedWith(person, 'czar answer careful maybe', { name: 'supervisor/commands/answer: czar answer {} yes' })
  expect(`czar answer careful yes: ${again.stdout}`).toContain(yes)
  await isSettled(person, 'waiting:careful')
  expect(fleet.events()).toContainEqual(expect.objectContaining({ kind: 'person.permitted', isAllowed: true }))

  const words = await hintOf(person, 'waiting:doubter', 'core/policy/attention/worker-matters: czar answer {} "…"')
  expect(await types(words)).toMatchObject(DONE)
  await isSettled(person, 'waiting:doubter')

  const attach = await hintOf(person, 'dialog:odd', 'core/policy/attention/worker-matters: czar attach {}{}')
  expect(printed('supervisor/commands/answer: czar attach {}', await types('czar answer odd yes'))).toBe(attach)
  const terminal = await aTerminal({ env: { ...fleet.env, PATH: `${join(fleet.directory, 'bin')}:${process.env['PATH']}` } as never })
  await terminal.run(`env -u TMUX ${attach}`)
  await terminal.shows('How shall we go on?')
  await terminal.keys('Down', 'Enter')
  await isSettled(person, 'dialog:odd')
  await fleet.eventually('message.submitted', ({ worker }) => worker === 'odd')
})
