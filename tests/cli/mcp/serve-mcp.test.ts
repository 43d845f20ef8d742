import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { expect, onTestFinished, test } from 'vitest'
import { readReports } from '../../../src/adapters/status/reports/read-reports.ts'
import { livingProcessesWith } from '../../support/living-processes.ts'
import { temporaryDirectory } from '../../support/temporary.ts'
import { until } from '../../support/until.ts'

const BIN = fileURLToPath(new URL('../../../bin/czar.js', import.meta.url))

/** Starts the real MCP server. The test speaks to it as an agent does, from the terminal of the worker `api`. */
async function connected() {
  const directory = join(await temporaryDirectory(), 'fleet')
  mkdirSync(directory)
  const client = new Client({ name: 'an-agent', version: '1' })
  const env = { PATH: process.env['PATH'] ?? '', HOME: directory, CZAR_PROJECT_DIR: directory, CZAR_WORKER: 'api' }
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [BIN, 'mcp'], env, cwd: directory }))
  onTestFinished(() => client.close())
  const call = async (name: string, input: Record<string, unknown>) => {
    const { content, isError } = await client.callTool({ name, arguments: input })
    const [first] = content
    return { text: first?.type === 'text' ? first.text : '', isError: isError === true }
  }
  return { client, call, directory }
}

test("an agent finds the worker's commands as MCP tools, and their reports land in the worker's file", async () => {
  const { client, call, directory } = await connected()
  const { tools } = await client.listTools()
  expect(tools.map(({ name }) => name)).toEqual(['report', 'handoff', 'peers', 'inbox', 'say', 'spawn', 'wait', 'run'])

  const ack = { kind: 'ack', task: 'api.1', text: '--not a flag, but my words', plan: ['src/a.ts', 'src/b.ts'] }
  expect(await call('report', ack)).toEqual({ text: 'ack reported (number 1)\n', isError: false })
  await call('report', { kind: 'done', task: 'api.1', text: 'built', details: '# In full\n' })
  await call('handoff', { task: 'api.1', done: 'the parser', next: '-- the lexer' })
  await call('say', { to: 'all', text: 'the server is on port 8080' })
  await call('report', { kind: 'review', task: 'review-1.1', text: '', findings: '{"findings":[]}' })
  await call('report', { kind: 'fact', text: '--watch hangs in src/db', wrong: 'f3' })
  await call('report', { kind: 'fact', text: '', wrong: 'f4' })
  await call('report', { kind: 'fact', text: '', right: 'f5' })
  await call('report', { kind: 'note', task: 'api.1', text: 'the port is taken' })
  expect(readReports(directory, 'api')).toMatchObject({
    reports: [
      { kind: 'ack', assignment: 'api.1', text: ack.text, plan: ack.plan },
      { kind: 'done', text: 'built', details: '# In full\n' },
      { kind: 'handoff', handoff: { done: 'the parser', next: '-- the lexer' } },
      { kind: 'say', to: 'all', text: 'the server is on port 8080' },
      { kind: 'review', assignment: 'review-1.1', findings: [] },
      { kind: 'fact', text: '--watch hangs in src/db', contradicts: 3 },
      { kind: 'fact', text: '', contradicts: 4 },
      { kind: 'fact', text: '', confirms: 5 },
      { kind: 'note', assignment: 'api.1', text: 'the port is taken' },
    ],
  })
})

test('a refused MCP tool call is an error with its hint; a failed command of the agent is an answer', async () => {
  const { call } = await connected()
  expect(await call('report', { kind: 'ack', text: 'without a task' })).toMatchObject({
    text: expect.stringContaining("required option '--task <id>'"),
    isError: true,
  })
  expect(await call('report', { kind: 'note', text: ' ' })).toMatchObject({
    text: expect.stringContaining('next: czar report'),
    isError: true,
  })
  expect(await call('report', { kind: 'shout', text: 'x' })).toMatchObject({ text: expect.stringContaining('kind'), isError: true })
  for (const [tool, input] of [
    ['spawn', { text: 'Write the parser.', owns: ['src/a/**', 'src/b/**'], usd: 0.01 }],
    ['wait', { workers: ['api-1'] }],
  ] as const)
    expect(await call(tool, input)).toMatchObject({
      text: expect.stringMatching(/^czar: no czar is running for fleet\n.*next: czar launch/s),
      isError: true,
    })
  expect(await call('spawn', { text: ' ' })).toMatchObject({ text: expect.stringContaining('no worker is added'), isError: true })
  expect(await call('wait', { timeout: 'soon' })).toMatchObject({ text: expect.stringContaining('30s, 9m or 2h'), isError: true })
  expect(await call('run', { command: 'echo out; exit 3' })).toMatchObject({
    text: expect.stringMatching(/^out\n.*exit 3/s),
    isError: false,
  })
})

test('a command ends when the agent cancels its tool call', async () => {
  const { client, directory } = await connected()
  const aborter = new AbortController()
  const command = `sleep 1000; : ${directory}`
  const running = client.callTool({ name: 'run', arguments: { command } }, { signal: aborter.signal })
  await until(() => livingProcessesWith(command).length > 0)
  aborter.abort()
  await expect(running).rejects.toThrow()
  await until(() => livingProcessesWith(command).length === 0)
})

test("outside a worker's pane czar mcp says that it belongs into one", async () => {
  const directory = await temporaryDirectory()
  const client = new Client({ name: 'an-agent', version: '1' })
  const transport = new StdioClientTransport({ command: process.execPath, args: [BIN, 'mcp'], env: { HOME: directory }, stderr: 'pipe' })
  let words = ''
  transport.stderr?.on('data', chunk => {
    words += String(chunk)
  })
  await expect(client.connect(transport)).rejects.toThrow()
  await until(() => words.includes('this works only in a worker'))
})
