import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { expect, onTestFinished, test } from 'vitest'
import { aFleet, aScriptedWorker, type Fleet } from '../../../support/a-fleet.ts'

const BIN = fileURLToPath(new URL('../../../../bin/czar.js', import.meta.url))

/** The tools of the worker `one`, as its agent calls them. */
async function toolsOf({ projectDir, env, directory }: Fleet) {
  const client = new Client({ name: 'an-agent', version: '1' })
  const own = Object.entries({ ...env, CZAR_PROJECT_DIR: projectDir, CZAR_WORKER: 'one' })
  const given = Object.fromEntries(own.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [BIN, 'mcp'], env: given, cwd: directory }))
  onTestFinished(() => client.close())
  const call = async (name: string, input: object, signal?: AbortSignal) => {
    const { content, isError } = await client.callTool(
      { name, arguments: { ...input } },
      { timeout: 120_000, ...(signal === undefined ? {} : { signal }) },
    )
    const [first] = content
    return { text: first?.type === 'text' ? first.text : '', isError: isError === true }
  }
  return { client, call }
}

const until = (file: string) => `run: "until test -e ${file}; do sleep 0.1; done"`
const told = (steps: readonly string[]) => `\`\`\`scripted\n${steps.map(step => `- ${step}\n`).join('')}\`\`\`\n`

/** A running fleet whose worker `one` is busy until the file `merged` is there. */
async function aBusyParent() {
  const fleet = await aFleet('')
  const go = (name: string) => join(fleet.directory, name)
  const one = ['ack: "Write src/one with a child"', until(go('merged')), 'run: "git merge --no-edit feat/left"', 'done: "merged"']
  fleet.configure(`policy: { spawn: {} }\nworkers:\n${aScriptedWorker('one', one)}`)
  await fleet.launch()
  await fleet.eventually('report.received', ({ worker }) => (worker as string) === 'one')
  const left = told([
    'ack: "Write src/one/left.txt"',
    until(go('begin')),
    'edit: { file: src/one/left.txt, text: "left" }',
    'commit: "feat: left"',
    'done: "it is there"',
  ])
  return { fleet, left, touch: (name: string) => writeFileSync(go(name), '') }
}

test('an agent adds a worker with one MCP tool, waits for it with another while a third one answers, and its proven work is merged', async () => {
  const { fleet, left, touch } = await aBusyParent()
  const { call } = await toolsOf(fleet)
  const text = `Do your part.\n\n${left}`
  const outside = await call('spawn', { text, id: 'left', owns: ['docs/**'] })
  expect(outside).toMatchObject({ isError: true, text: expect.stringMatching(/docs\/\*\*.*\n.*next: /s) })
  const accept = ["test -f 'src/one/left.txt'", 'true']
  expect(await call('spawn', { text, id: 'left', owns: ['src/one/left.txt'], accept })).toMatchObject({ isError: false })

  const waiting = call('wait', {})
  await fleet.eventually('wait.begun')
  expect(await call('peers', {})).toMatchObject({ isError: false, text: expect.stringContaining('left') })
  touch('begin')
  expect(await waiting).toEqual({ isError: false, text: expect.stringMatching(/left: proven; git merge --no-edit [0-9a-f]{12}/) })
  expect(await call('wait', { workers: ['nobody'] })).toMatchObject({ isError: true })
  touch('merged')
  await fleet.eventually('project.finished', event => event.verified === 2)
  const added = await fleet.eventually('worker.added')
  expect(added.config).toMatchObject({ id: 'left', owns: ['src/one/left.txt'], accept })
})

test("a wait that ends before the worker is done tells the worker's state, and one whose call or connection ends is over for the czar too", async () => {
  const { fleet, left, touch } = await aBusyParent()
  const ends = () => fleet.events().filter(({ kind }) => kind === 'wait.ended').length
  const begins = () => fleet.events().filter(({ kind }) => kind === 'wait.begun').length
  const { client, call } = await toolsOf(fleet)
  expect(await call('spawn', { text: left, id: 'left', owns: ['src/one/left.txt'] })).toMatchObject({ isError: false })
  expect(await call('wait', { timeout: '1s' })).toEqual({ isError: false, text: expect.stringMatching(/left: \w+; feat\/left/) })
  expect(ends()).toBe(1)

  const aborter = new AbortController()
  const cancelled = call('wait', {}, aborter.signal)
  await expect.poll(begins, { timeout: 20_000 }).toBe(2)
  aborter.abort()
  await expect(cancelled).rejects.toThrow()
  await expect.poll(ends, { timeout: 20_000 }).toBe(2)

  const leftBehind = call('wait', {})
  await expect.poll(begins, { timeout: 20_000 }).toBe(3)
  await client.close()
  await expect(leftBehind).rejects.toThrow()
  await expect.poll(ends, { timeout: 20_000 }).toBe(3)
  touch('begin')
  await fleet.eventually('verification.finished', ({ worker, verdict }) => (worker as string) === 'left' && verdict === 'verified')
  touch('merged')
  await fleet.eventually('project.finished', event => event.verified === 2)
})
