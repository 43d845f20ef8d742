import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aTerminal } from '../../support/builders/a-terminal.ts'
import { DONE, hintOf, isSettled } from '../a-matter.ts'
import { aPerson, type Person } from '../a-person.ts'

/** A stand-in for Claude Code. It takes pasted texts, calls its hooks, and answers only with a login or a valid key. */
const CLAUDE = `
const { dirname } = require('node:path')
const { execFileSync } = require('node:child_process')
const dir = dirname(process.argv[process.argv.indexOf('--settings') + 1])
const hook = (name, more) =>
  execFileSync('sh', [dir + '/signal.sh', name], { input: JSON.stringify({ hook_event_name: name, session_id: 's', ...more }) })
const draw = text => process.stdout.write('\\x1b[2J\\x1b[H\\x1b[?2004h❯ ' + text)
let isLoggedIn = process.env.STAND_IN_KEY === 'good'
let typed = ''
function submit(prompt) {
  if (prompt === '/login') {
    isLoggedIn = true
    return hook('Notification', { notification_type: 'auth_success', message: 'logged in' })
  }
  hook('UserPromptSubmit', { prompt })
  if (isLoggedIn) return hook('Stop')
  const words = process.env.STAND_IN_KEY === 'bad' ? 'Invalid API key' : 'Not logged in · Please run /login'
  hook('StopFailure', { error: 'authentication_failed', last_assistant_message: words })
}
process.stdin.setRawMode(true)
process.stdin.setEncoding('utf8').on('data', keys => {
  if (keys.includes('\\x03')) process.exit(0)
  typed += keys
  const isPasting = typed.lastIndexOf('\\x1b[200~') > typed.lastIndexOf('\\x1b[201~')
  const text = typed.replaceAll(/\\x1b\\[20[01]~/g, '').replaceAll('\\r', '\\n')
  if (isPasting || !typed.endsWith('\\r')) return draw(text.length > 60 ? '[Pasted text #1]' : text)
  typed = ''
  draw('')
  submit(text.slice(0, -1))
})
hook('SessionStart')
draw('')
`
const LOGIN = 'core/policy/attention/worker-matters: czar attach {}   # /login there; it goes on then'
const KEY = 'core/policy/attention/worker-matters: czar stop   # put the key right, then: czar launch {}'

async function aFleetOf(key: string): Promise<Person & { readonly configure: (key: string) => void }> {
  const person = await aPerson('workers: []\n')
  const program = join(person.fleet.directory, 'claude.cjs')
  writeFileSync(program, CLAUDE)
  const configure = (key: string) =>
    person.fleet.configure(
      `agents: { own: { extends: claude, command: ["${process.execPath}", "${program}"], env: { STAND_IN_KEY: ${key} } } }\nworkers:\n  - { id: one, agent: own, task: "Write a file." }\n`,
    )
  configure(key)
  await person.types('czar launch czar.yaml')
  return { ...person, configure }
}

test('an agent without a login continues after a login at the printed window', async () => {
  const person = await aFleetOf('none')
  const { fleet } = person
  const attach = await hintOf(person, 'dialog:one', LOGIN)
  const terminal = await aTerminal({ env: { ...fleet.env, PATH: `${join(fleet.directory, 'bin')}:${process.env['PATH']}` } as never })
  await terminal.run(`env -u TMUX ${attach}`)
  await terminal.shows('❯')
  await terminal.keys('/login', 'Enter')
  await isSettled(person, 'dialog:one')
  await fleet.eventually('message.submitted', ({ message }) => message !== 'm1')
})

test('an agent with a wrong key continues after the printed stop and launch, with the right key', async () => {
  const person = await aFleetOf('bad')
  const { fleet, types, configure } = person
  const stop = await hintOf(person, 'dialog:one', KEY)
  expect(await types(stop)).toMatchObject(DONE)
  configure('good')
  expect(await types(stop.replace(/.*then: /, ''))).toMatchObject(DONE)
  await isSettled(person, 'dialog:one')
  await fleet.eventually('agent.ready', event => event.incarnation === 2)
})
