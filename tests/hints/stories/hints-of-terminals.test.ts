import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aScriptedWorker } from '../../support/a-fleet.ts'
import { aTerminal, type Terminal } from '../../support/builders/a-terminal.ts'
import { aPerson, type Person, printed } from '../a-person.ts'

const TWO = `workers:\n${aScriptedWorker('one', ['ack: "x"', 'stall: forever'])}${aScriptedWorker('two', ['stall: forever'], '    depends_on: [one]\n')}`
const DONE = { code: 0 }

async function aTerminalOf({ fleet }: Person): Promise<Terminal> {
  const path = `${join(fleet.directory, 'bin')}:${process.env['PATH']}`
  return aTerminal({ columns: 300, rows: 40, env: { ...fleet.env, PATH: path } as never })
}

/** What the line prints in that terminal, after it has ended. */
async function ran(terminal: Terminal, line: string) {
  await terminal.run(line)
  const stdout = await terminal.shows(/ended with \d+/)
  await terminal.tmux('kill-session', '-t', '=person')
  return { code: 1, stdout, stderr: '' }
}

test('an attach that fails is explained by the printed line', async () => {
  const person = await aPerson(TWO)
  const { fleet, types } = person
  await types('czar launch czar.yaml')
  await fleet.eventually('report.received')
  const terminal = await aTerminalOf(person)
  const waiting = printed('cli/attach/attach-worker: czar why {}', await ran(terminal, 'czar attach two'))
  expect((await types(waiting)).stdout).toMatch(/^two is waiting /)
  const peers = printed('cli/attach/attach-worker: czar peers', await types('czar attach one', { CZAR_WORKER: 'two' }))
  expect((await types(peers)).stdout).toMatch(/^one: /m)
  const bare = await ran(terminal, `PATH='${join(fleet.directory, 'bin')}' czar attach one`)
  const doctor = printed('cli/client/worker-session: czar doctor', bare)
  expect((await types(`PATH='${join(fleet.directory, 'bin')}' ${doctor}`)).stdout).toMatch(/^BAD +tmux /m)

  await terminal.run('env -u TMUX czar attach one')
  await terminal.shows('scripted')
  fleet.tmux('kill-server')
  const ended = { code: 1, stdout: await terminal.shows(/ended with \d+/), stderr: '' }
  expect((await types(printed('cli/attach/attach-end: czar status -p {}', ended))).stdout).toMatch(/^fleet: /)
})

test('a command for people is refused to a worker and to a gate, and each gets the command that it may use', async () => {
  const { fleet, types } = await aPerson(TWO)
  await types('czar launch czar.yaml')
  await fleet.eventually('report.received')
  const pane = { CZAR_WORKER: 'one', CZAR_PROJECT: 'fleet', CZAR_PROJECT_DIR: fleet.projectDir }
  const asked = printed(
    'cli/client/refuse-agents: czar report blocked --task ID "…"   # a person is asked',
    await types('czar launch czar.yaml', pane),
  )
  expect(await types(asked.replace('ID', 'one.1'), pane)).toMatchObject(DONE)
  await fleet.eventually('report.received', ({ report }) => report.kind === 'blocked')
  const answer = printed('cli/verbs/steer/answer: czar answer {} "…"', await types('czar answer one ""'))
  expect(await types(answer)).toMatchObject(DONE)
  await types('czar stop')
  const gate = await types('czar clean', { CZAR_GATE: `${fleet.projectDir}/gates/1` })
  const own = printed('cli/client/refuse-agents: czar {}   # in a terminal of your own', gate)
  expect(await types(own)).toMatchObject(DONE)
})
