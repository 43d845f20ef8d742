import { spawn } from 'node:child_process'
import { expect, onTestFinished, test } from 'vitest'
import { aFleet, aScriptedWorker, type Fleet, honestly } from '../../../support/a-fleet.ts'
import { until } from '../../../support/until.ts'

const pane = '=fleet-worker-one:'

/** A person in a terminal of their own, who is attached to the first worker's session. */
async function aPerson(fleet: Fleet): Promise<{ types: (text: string) => void }> {
  const socket = fleet.tmux('display-message', '-p', '#{socket_path}')
  const attach = `stty cols 90 rows 20; exec tmux -S '${socket}' attach-session -t '=fleet-worker-one'`
  const child = spawn('script', ['-qfc', attach, '/dev/null'], { env: { PATH: process.env['PATH'], TERM: 'xterm-256color' } })
  onTestFinished(() => void child.kill('SIGKILL'))
  child.stdout.resume()
  await until(() => fleet.tmux('list-clients', '-t', '=fleet-worker-one').includes('xterm'))
  return { types: text => void child.stdin.write(text) }
}

test('a question stops the nudges, is shown to a person once, and the worker continues with the answer', async () => {
  const steps = [
    'ack: "Write src/asker/work.txt once the colour is known"',
    'blocked: "Which colour?"',
    'edit: { file: src/asker/work.txt, text: "red" }',
    'commit: "feat: colour"',
    'done: "red it is"',
  ]
  const fleet = await aFleet(`workers:\n${aScriptedWorker('asker', steps)}`)
  await fleet.launch()
  const raised = await fleet.eventually('attention.raised')
  expect(raised.text).toBe('asker is blocked: Which colour?')
  const asked = await until(
    () => fleet.run('status'),
    ran => ran.code === 3,
  )
  expect(asked.stdout).toContain('Which colour?')

  expect(await fleet.run('tell', 'asker', 'red')).toMatchObject({ code: 0 })

  await fleet.eventually('project.finished', event => event.verified === 1)
  await until(fleet.status, view => view.attention.length === 0)
  expect(fleet.events().filter(event => event.kind === 'attention.raised')).toHaveLength(1)
})

test('a session that a person closes is not started again, and comes back when the person asks for it', async () => {
  const fleet = await aFleet(
    `workers:\n${aScriptedWorker('one', ['stall: 1s', ...honestly('one')])}${aScriptedWorker('two', ['wait_for: go-on', ...honestly('two')])}`,
  )
  await fleet.launch()
  await fleet.eventually('message.submitted', event => event.worker === 'two')
  fleet.tmux('kill-session', '-t', '=fleet-worker-two')
  const closed = await fleet.eventually('agent.exited', event => event.worker === 'two')
  expect(closed.how).toBe('session-closed')
  await fleet.eventually('attention.raised', event => event.key === 'closed:two')

  expect(await fleet.run('restart', 'two')).toMatchObject({ code: 0 })

  const again = await fleet.eventually('agent.started', event => event.worker === 'two' && event.incarnation === 2)
  expect(again.seq).toBeGreaterThan(closed.seq)
  await fleet.eventually('message.submitted', event => event.worker === 'two' && event.incarnation === 2)
  expect(await fleet.run('stop')).toMatchObject({ code: 0 })
  expect(fleet.git('branch', '--list', 'feat/*')).toContain('feat/two')
})

test('a draft of a person in the input line delays the brief, also over a restart of the czar, and stays unchanged', async () => {
  const fleet = await aFleet(
    `policy: { ack_within: 1s }\nagents: { slow: { extends: scripted, settle: 1500ms } }\nworkers:\n${aScriptedWorker('one', honestly('one'), '    agent: slow\n')}`,
  )
  await fleet.launch()
  await fleet.eventually('agent.ready')
  fleet.tmux('send-keys', '-t', pane, '-l', 'my own thoughts')
  expect(await fleet.eventually('message.held')).toMatchObject({ by: 'draft', chars: 15 })
  const why = await until(
    () => fleet.run('why', 'one'),
    ran => ran.stdout.includes('draft'),
  )
  expect(why.stdout).toContain('a draft of 15 characters is in its input field')
  await fleet.eventually('attention.raised', event => event.key === 'held:one')

  fleet.killCzar()
  await fleet.launch()
  await until(fleet.status, view => view.czar.state === 'supervising' && view.czar.epoch === 2 && view.attention.length === 1)
  expect(fleet.tmux('capture-pane', '-p', '-t', pane)).toContain('❯ my own thoughts')

  const cleared = Date.now()
  fleet.tmux('send-keys', '-t', pane, 'C-u')
  const submitted = await fleet.eventually('message.submitted')
  expect(submitted.at - cleared).toBeLessThan(60_000)
  await fleet.eventually('project.finished', event => event.verified === 1)
  const kinds = fleet.events().map(event => event.kind)
  expect(kinds.filter(kind => kind === 'message.undelivered' || kind === 'message.pasted')).toEqual(['message.pasted'])
  expect(kinds.filter(kind => kind === 'attention.raised')).toHaveLength(1)
  expect(fleet.status().attention).toEqual([])
})

test('while a person types in the pane, czar types nothing, and the person’s text answers the agent’s question', async () => {
  const steps = ['ack: "Write src/one/work.txt once the colour is known"', 'blocked: "Which colour?"']
  const fleet = await aFleet(`workers:\n${aScriptedWorker('one', steps)}`)
  await fleet.launch()
  await fleet.eventually('attention.raised', event => event.key === 'question:one')
  await fleet.eventually('agent.turn', event => event.turn === 'idle')
  const person = await aPerson(fleet)
  person.types('make it red')
  await until(() => fleet.tmux('capture-pane', '-p', '-t', pane).includes('make it red'))
  const typing = setInterval(() => person.types('!'), 300)
  onTestFinished(() => clearInterval(typing))

  await fleet.run('tell', 'one', 'or blue')
  expect(await fleet.eventually('message.held')).toMatchObject({ by: 'typing' })
  await until(fleet.status, view => view.workers['one']?.reason === 'a person is typing in its pane')
  clearInterval(typing)
  person.types('\r')

  await fleet.eventually('person.answered')
  await fleet.eventually('attention.settled', event => event.key === 'question:one')
  await fleet.eventually('message.submitted', event => event.message !== 'm1')
  const events = fleet.events()
  expect(events.filter(event => event.kind === 'message.undelivered')).toEqual([])
})

test('a paused worker gets no text, also from the next czar, until it is resumed', async () => {
  const steps = ['ack: "Write src/one/work.txt once told to"', 'stall: 1s', 'idle', 'idle']
  const fleet = await aFleet(`policy: { idle_after: 2s }\nworkers:\n${aScriptedWorker('one', steps)}`)
  await fleet.launch()
  await fleet.eventually('report.received', event => event.report.kind === 'ack')
  expect(await fleet.run('pause', 'one')).toMatchObject({ code: 0 })
  await fleet.run('tell', 'one', 'the colour is red')
  // The agent stops by itself. From now on a czar that is not paused would paste.
  await fleet.eventually('agent.turn', event => event.turn === 'idle')
  const paused = await until(fleet.status, view => view.workers['one']?.health === 'idle')
  expect(paused.workers['one']).toMatchObject({ paused: true, reason: 'paused by a person; its turn ended and it claims nothing' })
  expect((await fleet.run('why', 'one')).stdout).toContain('paused by a person')
  expect(await fleet.run('pause', 'all')).toMatchObject({ code: 0, stdout: 'one is paused already\n' })

  fleet.killCzar()
  await fleet.launch()
  await until(fleet.status, view => view.czar.epoch === 2 && view.czar.state === 'supervising' && view.workers['one']?.paused === true)
  expect(await fleet.run('nudge', 'one')).toMatchObject({ code: 0, stdout: 'm3 asks one how one.1 stands, when it is resumed\n' })
  expect(fleet.events().filter(event => event.kind === 'message.pasted')).toHaveLength(1)

  const resumed = await fleet.run('resume', 'one')
  expect(resumed).toMatchObject({ code: 0, stdout: 'the czar goes on with one; 2 texts waited\n' })
  await fleet.eventually('message.submitted', event => event.message === 'm2')
  await fleet.eventually('message.submitted', event => event.message === 'm3')
  const events = fleet.events()
  const back = events.find(event => event.kind === 'person.resumed')
  expect(events.filter(event => event.kind === 'message.pasted' && event.seq < (back?.seq ?? 0))).toHaveLength(1)
  expect(events.filter(event => event.kind === 'agent.started')).toHaveLength(1)
})
