import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { temporaryDirectory } from '../../../support/temporary.ts'
import { until } from '../../../support/until.ts'
import { type RunningAgent, startScripted } from '../support/start-scripted.ts'

const brief = (steps: string, kind = 'brief', id = 'm1'): string => `[czar ${id} · assignment a1 · ${kind}]\n\nDo it.\n\n${steps}`
const fenced = (yaml: string, word = ''): string => `\`\`\`scripted${word}\n${yaml}\n\`\`\`\n`

async function ready(agent: RunningAgent): Promise<void> {
  await until(() => agent.seen().some(({ kind }) => kind === 'ready'), Boolean, { what: 'ready' })
}

async function idle(agent: RunningAgent, turns = 1): Promise<void> {
  await until(
    () => agent.seen().filter(each => each.kind === 'turn' && each.turn === 'idle').length,
    count => count >= turns,
    { what: `${turns} turns ended` },
  )
}

test('says that it is ready, takes a pasted task whole, and gives a receipt of exactly that text', async () => {
  const agent = await startScripted(await temporaryDirectory())
  await ready(agent)
  const text = brief(`${'a line with\ttab and ünïcode 🚀\n'.repeat(40_000)}end`)
  agent.pane.paste(text)
  await until(() => agent.pane.screen().includes('[Pasted text #1 +40005 lines]'))
  agent.pane.keys('Enter')
  await idle(agent)
  const sha256 = createHash('sha256').update(text).digest('hex')
  expect(agent.seen().filter(({ kind }) => kind === 'receipt')).toMatchObject([{ sha256, chars: text.length }])
  expect(agent.pane.title()).toBe('✳ scripted')
})

test('carries out the steps of its task: acknowledges, edits, commits as the given identity, reports, claims', async () => {
  const agent = await startScripted(await temporaryDirectory())
  await ready(agent)
  agent.pane.paste(
    brief(
      fenced(`- ack: { text: I will write it, plan: [src/a.txt] }
- edit: { file: src/a.txt, text: "hello\\n" }
- commit: Write a
- report: { done: 1, total: 2, text: half }
- done: All there`),
    ),
  )
  agent.pane.keys('Enter')
  await idle(agent)
  expect(readFileSync(agent.reports, 'utf8').trim().split('\n')).toEqual([
    'report|ack|--task|a1|I will write it|--plan|src/a.txt|',
    'report|progress|--task|a1|--done|1|--total|2|half|',
    'report|done|--task|a1|All there|',
  ])
  expect(execFileSync('git', ['log', '--format=%an <%ae> %s'], { cwd: agent.cwd, encoding: 'utf8' })).toBe(
    'api-bot <api@example.com> Write a\n',
  )
})
