import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker, type Fleet } from '../support/a-fleet.ts'
import { until } from '../support/until.ts'
import { aBrowser, aTab, look } from './support/browser.ts'
import { aWebProgram } from './support/web-program.ts'

const ASKS = ['ack: "Write src/one/work.txt once the colour is known"', 'blocked: "Which colour?"']
const ADDRESS = '/p/fleet/worker/one/terminal'

function clients(fleet: Fleet): readonly string[] {
  const words = [
    'list-clients',
    '-t',
    '=fleet-worker-one',
    '-F',
    '#{client_control_mode}#{client_readonly} #{client_width}x#{client_height}',
  ]
  return fleet
    .tmux(...words)
    .split('\n')
    .filter(line => line.startsWith('0'))
}

async function anAskingFleet(): Promise<Fleet> {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('one', ASKS)}`)
  await fleet.launch()
  await fleet.eventually('attention.raised', event => event.key === 'question:one')
  await fleet.eventually('agent.turn', event => event.turn === 'idle')
  return fleet
}

test('a person watches, takes the keyboard, answers in the agent’s own terminal, and the czar waits until they have finished', async () => {
  const fleet = await anAskingFleet()
  const pane = () => fleet.tmux('capture-pane', '-p', '-t', '=fleet-worker-one:')
  const { link, origin } = await aWebProgram(fleet)
  const { page } = await aTab(await aBrowser(), { width: 1600, height: 1000 })
  await page.goto(`${link}&to=/p/fleet/worker/one`)
  await page.getByRole('link', { name: 'Open as a terminal' }).click()
  await page.waitForURL(`${origin}${ADDRESS}`)
  await page.locator('.xterm-rows').getByText('Which colour?').first().waitFor()
  await look(page, 'terminal-watch-1600')
  // All columns fit into the window.
  expect(await page.evaluate('(place => place.scrollWidth - place.clientWidth)(document.querySelector("#screen"))')).toBe(0)
  expect(clients(fleet)).toEqual(['01 200x51'])

  // A person who only watches cannot type.
  await page.locator('#screen').click()
  await page.keyboard.type('lost')
  await page.getByRole('button', { name: 'Take the keyboard' }).click()
  await page.getByRole('status').filter({ hasText: 'Your keys go to one' }).waitFor()
  await until(
    () => clients(fleet),
    found => found.join() === '00 200x51',
  )
  await page.keyboard.type('make it red')
  await until(pane, text => text.includes('make it red'))
  expect(pane()).not.toContain('lost')
  await look(page, 'terminal-taken-1600')

  // The czar's text waits for the person, and comes when they have finished.
  await fleet.run('tell', 'one', 'or blue')
  await fleet.eventually('message.held')
  expect(pane()).not.toContain('or blue')
  await page.locator('.xterm-rows').getByText('a message of the czar waits').first().waitFor()
  await page.keyboard.press('Enter')
  await fleet.eventually('person.answered')
  await fleet.eventually('message.submitted', event => event.message !== 'm1')

  await page.getByRole('button', { name: 'Give the keyboard back' }).click()
  await page.getByRole('status').filter({ hasText: 'You watch.' }).waitFor()
  await until(
    () => clients(fleet),
    found => found.join() === '01 200x51',
  )
})

test('a page that is closed while its person types gives the pane back to the czar', async () => {
  const fleet = await anAskingFleet()
  const { link, origin } = await aWebProgram(fleet)
  const { page } = await aTab(await aBrowser(), { width: 1600 })
  await page.goto(`${link}&to=${ADDRESS}`)
  await page.waitForURL(`${origin}${ADDRESS}`)
  await page.getByRole('button', { name: 'Take the keyboard' }).click()
  await page.getByRole('status').filter({ hasText: 'Your keys go to one' }).waitFor()
  await page.keyboard.type('never mind')
  await until(
    () => fleet.tmux('capture-pane', '-p', '-t', '=fleet-worker-one:'),
    text => text.includes('never mind'),
  )
  await fleet.run('tell', 'one', 'blue')
  await fleet.eventually('message.held')
  await page.keyboard.press('Control+u')
  await page.close()
  await until(
    () => clients(fleet),
    found => found.length === 0,
  )
  await fleet.eventually('message.submitted', event => event.message !== 'm1')
})

test('Ctrl-b reaches no command of tmux, F12 gives the keyboard back, and the agent lives on when czar web is killed', async () => {
  const fleet = await anAskingFleet()
  const web = await aWebProgram(fleet)
  const { page } = await aTab(await aBrowser(), { width: 1600 })
  await page.goto(`${web.link}&to=${ADDRESS}`)
  await page.waitForURL(`${web.origin}${ADDRESS}`)
  await page.getByRole('button', { name: 'Take the keyboard' }).click()
  await page.getByRole('status').filter({ hasText: 'Your keys go to one' }).waitFor()
  await page.keyboard.press('Control+b')
  await page.keyboard.type(':kill-server')
  await until(
    () => fleet.tmux('capture-pane', '-p', '-t', '=fleet-worker-one:'),
    text => text.includes(':kill-server'),
  )
  await page.keyboard.press('F12')
  await page.getByRole('status').filter({ hasText: 'You watch.' }).waitFor()
  await page.getByRole('button', { name: 'Take the keyboard' }).click()
  await page.getByRole('status').filter({ hasText: 'Your keys go to one' }).waitFor()

  const agent = fleet.tmux('list-panes', '-t', '=fleet-worker-one:', '-F', '#{pane_pid} #{pane_dead}')
  process.kill(web.pid, 'SIGKILL')
  await page.getByRole('status').filter({ hasText: 'The connection has ended.' }).waitFor()
  expect(fleet.tmux('list-panes', '-t', '=fleet-worker-one:', '-F', '#{pane_pid} #{pane_dead}')).toBe(agent)
  // The program's end produced no key. So the last input is still what the person typed before.
  expect(fleet.tmux('capture-pane', '-p', '-t', '=fleet-worker-one:')).toContain(':kill-server')
  expect(fleet.events().filter(({ kind }) => kind === 'agent.exited')).toEqual([])
})

test('a read-only page shows the terminal, has no button to take the keyboard, and leaves no client behind at its end', async () => {
  const fleet = await anAskingFleet()
  const web = await aWebProgram(fleet, '--read-only')
  const { page } = await aTab(await aBrowser(), { width: 1600 })
  await page.goto(`${web.link}&to=${ADDRESS}`)
  await page.waitForURL(`${web.origin}${ADDRESS}`)
  await page.locator('.xterm-rows').getByText('Which colour?').first().waitFor()
  expect(await page.getByRole('button').count()).toBe(0)
  expect(clients(fleet)).toEqual(['01 200x51'])
  process.kill(web.pid, 'SIGTERM')
  await until(
    () => clients(fleet),
    found => found.length === 0,
  )
})

test('an agent’s output in the terminal can open no link, set no clipboard and no title, and type nothing', async () => {
  const evil = String.raw`printf '\033]52;c;ZXZpbA==\007\033]8;;javascript:alert(1)\033\\press me\033]8;;\033\\ \033]0;evil title\007\033[c\033[6n\033P+q544e\033\\ the end\n'`
  const fleet = await aFleet(
    `workers:\n${aScriptedWorker('one', ['ack: "Write it"', `run: ${JSON.stringify(evil)}`, 'say: "all is written"', 'blocked: "Which?"'])}`,
  )
  await fleet.launch()
  await fleet.eventually('attention.raised', event => event.key === 'question:one')
  const { link, origin } = await aWebProgram(fleet)
  const { page, context } = await aTab(await aBrowser(), { width: 1600 })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin })
  await page.goto(`${link}&to=${ADDRESS}`)
  await page.waitForURL(`${origin}${ADDRESS}`)
  await page.locator('.xterm-rows').getByText('press me').first().waitFor()
  const { x = 0, y = 0, height = 0 } = (await page.locator('.xterm-rows').getByText('press me').first().boundingBox()) ?? {}
  for (let right = 5; right < 120; right += 10) await page.mouse.click(x + right, y + height / 2)
  expect(context.pages()).toHaveLength(1)
  expect(await page.title()).toBe('fleet · one · terminal')
  expect(await page.evaluate('navigator.clipboard.readText()')).not.toContain('evil')
})

test('a worker without a terminal is named with its health', async () => {
  const fleet = await anAskingFleet()
  const { link, origin } = await aWebProgram(fleet)
  const { page } = await aTab(await aBrowser(), { width: 1600 })
  await page.goto(`${link}&to=/p/fleet/worker/nobody/terminal`)
  await page.waitForURL(`${origin}/p/fleet/worker/nobody/terminal`)
  await page.getByRole('status').filter({ hasText: 'fleet has no worker "nobody"' }).waitFor()
  await fleet.run('stop', 'one')
  await until(
    () => fleet.tmux('list-sessions', '-F', '#{session_name}'),
    names => !names.includes('fleet-worker-one'),
  )
  await page.goto(`${origin}${ADDRESS}`)
  await page.getByRole('status').filter({ hasText: 'one has no terminal now' }).waitFor()
  expect(await page.getByRole('button').count()).toBe(0)
})

test('a page that an agent has started opens no terminal', async () => {
  const fleet = await anAskingFleet()
  const asAgent = { ...fleet, env: { ...fleet.env, CZAR_WORKER: 'one', CZAR_PROJECT_DIR: fleet.projectDir } }
  const { link, origin } = await aWebProgram(asAgent)
  const { page } = await aTab(await aBrowser(), { width: 1600 })
  await page.goto(`${link}&to=${ADDRESS}`)
  await page.waitForURL(`${origin}${ADDRESS}`)
  await page.getByRole('status').filter({ hasText: 'attach is for people' }).waitFor()
  expect(clients(fleet)).toEqual([])
})
