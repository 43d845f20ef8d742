import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aTerminal } from '../../support/builders/a-terminal.ts'
import { DONE, hintOf, isSettled } from '../a-matter.ts'
import { aPerson, type Person } from '../a-person.ts'

/** A program that takes each line as one text. Czar does not know its prompt. */
const BOT = 'while IFS= read -r -p "mybot> " line; do echo "took $line"; done\n'
/** A program that asks for a login as Codex does, and shows its input box after an Enter. */
const CODEX = `printf '  Welcome to Codex\\n\\n> 1. Sign in with ChatGPT\\n  2. Provide your own API key\\n'
read -r
printf '\\033[2J\\033[H\\033[?2004h› '
cat
`
const UNKNOWN = 'core/policy/attention/worker-matters:    # if that is its prompt: agents: {}: ready: { screen: … } in {}'
const LINES = 'core/policy/attention/worker-matters: agents: {}: input: file   # or lines, in {}; then: czar stop && czar launch {}'
const LOGIN = 'core/policy/attention/worker-matters: czar attach {}   # log in there; it gets its task then'

function configure({ fleet }: Person, profile: string): void {
  fleet.configure(`agents: { own: { ${profile}, start_within: 5s } }\nworkers:\n  - { id: one, agent: own, task: "Write a file." }\n`)
}

test('a program that has its own prompt and takes single lines gets its task after the printed commands', async () => {
  const person = await aPerson('workers: []\n')
  const { fleet, types } = person
  const bot = join(fleet.directory, 'bot.sh')
  writeFileSync(bot, BOT)
  const profile = `extends: command, command: [bash, "${bot}"]`
  configure(person, profile)
  await types('czar launch czar.yaml')
  const prompt = await hintOf(person, 'dialog:one', 'core/policy/attention/worker-matters: czar attach {}{}')
  expect(prompt, UNKNOWN).toContain('agents: own: ready: { screen: … } in ')
  configure(person, `${profile}, ready: { screen: "mybot> $" }`)
  expect(await types('czar stop && czar launch czar.yaml')).toMatchObject(DONE)

  const lines = await hintOf(person, 'held:one', LINES)
  configure(person, `${profile}, ready: { screen: "mybot> $" }, input: file`)
  expect(await types(lines.replace(/.*then: /, ''))).toMatchObject(DONE)
  await fleet.eventually('message.submitted')
  await isSettled(person, 'held:one')
})

test('a program that asks for a login gets its task after a login at the printed window', async () => {
  const person = await aPerson('workers: []\n')
  const { fleet, types } = person
  const codex = join(fleet.directory, 'codex.sh')
  writeFileSync(codex, CODEX)
  configure(person, `extends: codex, command: [bash, "${codex}"]`)
  await types('czar launch czar.yaml')
  const attach = await hintOf(person, 'dialog:one', LOGIN)
  const terminal = await aTerminal({ env: { ...fleet.env, PATH: `${join(fleet.directory, 'bin')}:${process.env['PATH']}` } as never })
  await terminal.run(`env -u TMUX ${attach}`)
  await terminal.shows('Sign in with ChatGPT')
  await terminal.keys('Enter')
  await isSettled(person, 'dialog:one')
  await fleet.eventually('message.pasted')
})
