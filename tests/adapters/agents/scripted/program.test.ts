import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryDirectory } from '../../../support/temporary.ts'
import { until } from '../../../support/until.ts'
import { composer, ended, message, ready, receipts, send, steps, turns } from '../support/conversation.ts'
import { type RunningAgent, startScripted } from '../support/start-scripted.ts'

async function readyAgent(env: Readonly<Record<string, string>> = {}): Promise<RunningAgent> {
  const agent = await startScripted(await temporaryDirectory(), { env })
  await ready(agent)
  return agent
}

test('the scripted agent takes a pasted task of a megabyte whole and writes a receipt of exactly that text', async () => {
  const agent = await readyAgent()
  const text = message(`${'a line with\ttab and ünïcode 🚀\n'.repeat(40_000)}end`)
  agent.pane.paste(text)
  await until(() => composer(agent) === '[Pasted text #1 +40005 lines]')
  agent.pane.keys('Enter')
  await ended(agent)
  const sha256 = createHash('sha256').update(text).digest('hex')
  expect(receipts(agent)).toMatchObject([{ sha256, chars: text.length }])
  await until(() => agent.pane.title() === '✳ scripted')
})

test("the scripted agent carries out its task's steps: it acknowledges, edits, commits with the given identity, reports and claims", async () => {
  const agent = await readyAgent()
  const yaml = `- ack: { text: I will write it, plan: [src/a.txt] }
- edit: { file: src/a.txt, text: "hello\\n" }
- commit: Write a
- report: { done: 1, total: 2, text: half }
- done: All there`
  await send(agent, message(steps(yaml)))
  await ended(agent)
  expect(readFileSync(agent.reports, 'utf8').trim().split('\n')).toEqual([
    'report|ack|--task|a1|I will write it|--plan|src/a.txt|',
    'report|progress|--task|a1|--done|1|--total|2|half|',
    'report|done|--task|a1|All there|',
  ])
  expect(execFileSync('git', ['log', '--format=%an <%ae> %s'], { cwd: agent.cwd, encoding: 'utf8' })).toBe(
    'api-bot <api@example.com> Write a\n',
  )
})

test('the scripted agent acknowledges a brief without steps and then is idle', async () => {
  const agent = await readyAgent()
  await send(agent, message('Just words.'))
  await ended(agent)
  expect(readFileSync(agent.reports, 'utf8')).toMatch(/^report\|ack\|--task\|a1\|.*nothing to do/)
  expect(turns(agent)).toEqual(['busy', 'idle'])
})

test("a text that is sent while a turn runs waits for the turn's end and gets its receipt then", async () => {
  const agent = await readyAgent()
  await send(agent, message(steps('- wait_for: go-on')))
  await until(() => turns(agent).includes('busy'))
  await until(() => /^[\u2800-\u28ff]/.test(agent.pane.title()), Boolean, { what: 'a spinner in the title' })
  await send(agent, 'and then?')
  await until(() => agent.pane.screen().includes('1 queued'))
  expect(receipts(agent)).toHaveLength(1)
  execFileSync('touch', ['go-on'], { cwd: agent.cwd })
  await ended(agent, 2)
  expect(receipts(agent)).toHaveLength(2)
})

test('the scripted agent waits for a permission and continues after the answer', async () => {
  const agent = await readyAgent()
  await send(agent, message(steps('- permission: Bash(make all)\n- permission: Bash(make none)')))
  await until(() => turns(agent).includes('waiting permission'))
  await until(() => agent.pane.screen().includes('Bash(make all)\nDo you want to proceed?'))
  expect(agent.seen().at(-1)).toMatchObject({ kind: 'turn', turn: 'waiting', waitingFor: 'permission', text: 'Bash(make all)' })
  agent.pane.keys('Enter')
  await until(() => agent.pane.screen().includes('Bash(make none)\nDo you want to proceed?'))
  agent.pane.keys('Down', 'Enter')
  await ended(agent)
  await until(() => /permission given[\s\S]*permission refused/.test(agent.pane.screen()))
})

test('the scripted agent asks a question, and takes the next text as the answer', async () => {
  const agent = await readyAgent()
  await send(agent, message(steps('- ask: Red or blue?')))
  await until(() => turns(agent).includes('waiting answer'))
  await send(agent, 'blue')
  await ended(agent)
  await until(() => agent.pane.screen().includes('answer: blue'))
  expect(receipts(agent)).toHaveLength(2)
})

test('a claim without work ends the scripted turn, and the rework message starts the next steps', async () => {
  const agent = await readyAgent()
  await send(agent, message(steps('- lie: It is done\n- edit: { file: a.txt, lines: 2 }\n- commit: Really\n- done: Now it is')))
  await ended(agent)
  expect(readFileSync(agent.reports, 'utf8')).toBe('report|done|--task|a1|It is done|\n')
  await send(agent, message('Rejected: no commit.', { kind: 'rework', id: 'm2' }))
  await ended(agent, 2)
  expect(readFileSync(agent.reports, 'utf8')).toContain('report|done|--task|a1|Now it is|\n')
  expect(execFileSync('git', ['show', 'HEAD:a.txt'], { cwd: agent.cwd, encoding: 'utf8' })).toBe('line 1\nline 2\n')
})

test('a block of steps that is named for a kind of message runs for each message of that kind', async () => {
  const agent = await readyAgent()
  await send(agent, message(`${steps('- idle')}${steps('- note: I am still here', ' nudge')}`))
  await ended(agent)
  await send(agent, message('Are you there?', { kind: 'nudge', id: 'm2' }))
  await ended(agent, 2)
  await send(agent, message('Are you there?', { kind: 'nudge', id: 'm3' }))
  await ended(agent, 3)
  expect(readFileSync(agent.reports, 'utf8')).toBe('report|note|--task|a1|I am still here|\n'.repeat(2))
})

test('Escape before any output returns the text to the composer; after some output it only ends the turn', async () => {
  const agent = await readyAgent()
  const stall = '- stall: { for: forever, always: true }'
  await send(agent, message(steps(stall), { id: 'm1' }))
  await until(() => turns(agent).includes('busy'))
  agent.pane.keys('Escape')
  await ended(agent)
  await until(() => composer(agent).startsWith('[Pasted text'))
  agent.pane.keys('C-u')
  await send(agent, message(steps(`- say: Let me think\n${stall}`), { id: 'm2', kind: 'tell' }))
  await until(() => agent.pane.screen().includes('Let me think'))
  agent.pane.keys('Escape')
  await ended(agent, 2)
  expect(composer(agent)).toBe('')
})

test('the scripted agent runs commands, changes the branch, leaves a child process and exits', async () => {
  const agent = await readyAgent()
  const yaml = `- run: echo ran in $PWD; exit 3
- edit: { file: a.txt }
- commit: First
- checkout: { create: elsewhere }
- spawn_child: { command: "echo $$ > child; exec sleep 600", detached: true }
- wait_for: child
- wait_for: go-on
- exit: 4`
  await send(agent, message(steps(yaml)))
  await until(() => agent.pane.screen().includes('● wait_for'))
  const child = await until(() => Number(readFileSync(join(agent.cwd, 'child'), 'utf8')))
  onTestFinished(() => void process.kill(child))
  expect(agent.pane.screen()).toContain(`  ran in ${agent.cwd}\n  sh -c: exit 3`)
  expect(execFileSync('git', ['branch', '--show-current'], { cwd: agent.cwd, encoding: 'utf8' })).toBe('elsewhere\n')
  execFileSync('touch', ['go-on'], { cwd: agent.cwd })
  expect(await until(agent.pane.ended)).toEqual({ status: 4, signal: null })
  expect(process.kill(child, 0)).toBe(true)
})

test('the scripted agent prints megabytes without failing', async () => {
  const agent = await readyAgent()
  await send(agent, message(steps('- print: { megabytes: 3 }\n- say: after the flood')))
  await ended(agent)
  await until(() => agent.pane.screen().includes('after the flood'))
})

test('C-u clears the composer, and two C-c end the scripted agent with status 0', async () => {
  const agent = await readyAgent()
  agent.pane.paste('a draft')
  await until(() => composer(agent) === 'a draft')
  agent.pane.keys('C-u')
  await until(() => composer(agent) === '')
  agent.pane.keys('C-c')
  await until(() => agent.pane.screen().includes('Press Ctrl-C again to exit'))
  agent.pane.keys('C-c')
  expect(await until(agent.pane.ended)).toEqual({ status: 0, signal: null })
})
