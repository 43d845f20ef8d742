import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LLMock } from '@copilotkit/aimock'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hasConversation } from '../../../src/adapters/agents/claude/has-conversation.ts'
import { plainScreen } from '../../../src/core/ports/pane-screen.ts'
import { temporaryDirectory } from '../../support/temporary.ts'
import { until } from '../../support/until.ts'
import { agents, type ClaudeStart, type RunningClaude, startClaude } from '../support/start-claude.ts'

/**
 * A command that Claude Code does not allow by itself when edits are accepted. Claude Code would allow `touch` and `mkdir`, for example.
 */
const ASKED = "sh -c 'echo x > made-by-agent'"
/** A pipeline with parentheses, which no single rule covers. */
const ACCEPT = `sh -c 'echo "(x)"' | sh -c 'cat > made-by-agent'`
const model = new LLMock({ port: 0, host: '127.0.0.1' })

beforeAll(async () => {
  const tool = (name: string, input: object) => ({ toolCalls: [{ name, arguments: JSON.stringify(input) }] })
  model.on({ userMessage: 'SLOWLY', endpoint: 'chat' }, { content: 'so slow' }, { latency: 20_000 })
  model.on({ userMessage: 'REFUSED' }, { error: { message: 'invalid key', type: 'authentication_error' }, status: 401 })
  model.on({ userMessage: 'MAKE', hasToolResult: false }, tool('Bash', { command: ASKED, description: 'make a file' }))
  model.on({ userMessage: 'PROVE', hasToolResult: false }, tool('Bash', { command: ACCEPT, description: 'prove it' }))
  model.on(
    { userMessage: 'COMMIT', hasToolResult: false },
    tool('Bash', { command: 'git add -A && git commit -q -m Work', description: 'commit' }),
  )
  model.on({ predicate: () => true }, { content: 'All done.' })
  await model.start()
})
afterAll(() => model.stop())

async function readyClaude(root: string, start: Partial<ClaudeStart> = {}): Promise<RunningClaude> {
  const claude = await startClaude(root, { modelUrl: model.url, ...start })
  await until(() => claude.seen().some(({ kind }) => kind === 'ready'), Boolean, {
    timeoutMs: 40_000,
    what: `ready:\n${claude.pane.screen()}`,
  })
  return claude
}

/** The last turn that was observed, in words. */
function turn(claude: RunningClaude): string {
  const last = claude.seen().findLast(each => each.kind === 'turn')
  return last?.kind === 'turn' ? [last.turn, last.waitingFor].filter(Boolean).join(' ') : 'none'
}

async function send(claude: RunningClaude, text: string): Promise<void> {
  claude.pane.paste(text)
  const sha256 = createHash('sha256').update(agents.asTaken(claude.launch.profile, text)).digest('hex')
  // Only a receipt proves that the text arrived, because a fresh session may ignore the first Enter.
  await until(
    () => {
      claude.pane.keys('Enter')
      return claude.seen().some(each => each.kind === 'receipt' && each.sha256 === sha256)
    },
    Boolean,
    { everyMs: 700, timeoutMs: 40_000, what: `a receipt of the text, ${claude.seen().length} signals:\n${claude.pane.screen()}` },
  )
}

test('Claude Code is ready without a question, takes a text with tabs, and its receipt is the hash of the sent text', async () => {
  const claude = await readyClaude(await temporaryDirectory())
  expect(claude.seen()[0]).toMatchObject({ kind: 'session' })
  // Claude Code reports its session before it has drawn anything.
  const read = () => agents.readScreen(claude.launch.profile, plainScreen(claude.pane.screen()), claude.pane.title())
  await until(
    () => read().composer,
    composer => composer === 'empty',
  )
  expect(read()).toMatchObject({ busy: false, dialog: null })
  await send(claude, `A task.\n\tindented, ünïcode 🚀, trailing blanks  \n${'more\n'.repeat(300)}the end\n`)
  await until(() => turn(claude) === 'idle')
  const kinds = claude.seen().map(each => (each.kind === 'turn' ? each.turn : each.kind))
  // The status file may say `busy` before czar reads the hook with the receipt.
  expect(kinds.filter(kind => kind !== 'receipt').slice(-2)).toEqual(['busy', 'idle'])
  expect(kinds.indexOf('receipt')).toBeLessThan(kinds.lastIndexOf('idle'))
})

test('a tool that the policy does not allow waits for a permission, and the question shows the command', async () => {
  const claude = await readyClaude(await temporaryDirectory())
  await send(claude, 'MAKE it')
  await until(() => turn(claude) === 'waiting permission')
  const question = claude.seen().findLast(each => each.kind === 'turn')
  expect(question).toMatchObject({ text: `Bash: ${ASKED}` })
  await until(() => claude.pane.screen().includes('Do you want to proceed?'))
  claude.pane.keys('Enter')
  await until(() => turn(claude) === 'idle', Boolean, { what: 'idle after the permission' })
  expect(execFileSync('ls', { cwd: claude.launch.cwd, encoding: 'utf8' })).toContain('made-by-agent')
})

test('Claude Code commits without a permission under the default policy', async () => {
  const root = await temporaryDirectory()
  const claude = await readyClaude(root)
  await writeFile(join(claude.launch.cwd, 'a.txt'), 'a\n')
  await send(claude, 'COMMIT it')
  await until(() => turn(claude) === 'idle')
  expect(execFileSync('git', ['log', '--format=%an %s'], { cwd: claude.launch.cwd, encoding: 'utf8' })).toBe('api-bot Work\n')
})

test("Claude Code runs its task's accept commands without a permission", async () => {
  const claude = await readyClaude(await temporaryDirectory(), { accept: [ACCEPT] })
  await send(claude, 'PROVE it')
  await until(() => turn(claude) === 'idle' && existsSync(join(claude.launch.cwd, 'made-by-agent')))
  expect(claude.seen().some(each => each.kind === 'turn' && each.turn === 'waiting')).toBe(false)
})

test.each([
  ['a pattern of the policy', { allow: ['sh -c *'], otherwise: 'ask' as const }, true],
  ['everything', { allow: [], otherwise: 'allow' as const }, true],
  ['nothing else', { allow: [], otherwise: 'deny' as const }, false],
])('a policy that allows %s causes no permission request', async (_name, permissions, isMade) => {
  const claude = await readyClaude(await temporaryDirectory(), { permissions })
  await send(claude, 'MAKE it')
  await until(() => turn(claude) === 'idle')
  expect(claude.seen().some(each => each.kind === 'turn' && each.turn === 'waiting')).toBe(false)
  expect(execFileSync('ls', { cwd: claude.launch.cwd, encoding: 'utf8' }).includes('made-by-agent')).toBe(isMade)
})

test('Esc, which runs no hook, is noticed through the status file, and a failed turn has a reason', async () => {
  const claude = await readyClaude(await temporaryDirectory())
  await send(claude, 'SLOWLY')
  await until(() => agents.readScreen(claude.launch.profile, plainScreen(claude.pane.screen()), claude.pane.title()).busy)
  expect(turn(claude)).toBe('busy')
  claude.pane.keys('Escape')
  await until(() => turn(claude) === 'idle')
  claude.pane.keys('C-u')
  await send(claude, 'REFUSED')
  await until(() => claude.seen().some(each => each.kind === 'turn' && each.turn === 'idle' && each.text !== null))
  expect(claude.seen().findLast(each => each.kind === 'turn')).toMatchObject({ text: expect.stringContaining('authentication_failed') })
})

test('after kill -9 the next incarnation resumes the same session, and a new watch finds the old receipts', async () => {
  const root = await temporaryDirectory()
  const first = await readyClaude(root)
  await send(first, 'Remember this')
  await until(() => turn(first) === 'idle')
  const session = first.seen().find(each => each.kind === 'session')
  const resume = session?.kind === 'session' ? session.agentSession : ''
  // Claude Code writes the transcript a moment after the turn ends. Without a transcript there is no session to resume.
  await until(() => hasConversation(join(root, 'claude'), resume), Boolean, { what: 'the transcript' })
  process.kill(first.pane.pid, 'SIGKILL')
  expect(await until(first.pane.ended)).toEqual({ status: null, signal: 9 })
  const again = await agents.watch(first.launch, () => {})
  // Turns in between may be reported by hooks or by the status file, whichever czar reads first. So the test leaves
  // turns out.
  const lasting = (claude: Pick<RunningClaude, 'seen'>) => claude.seen().filter(({ kind }) => kind !== 'turn')
  expect(lasting(again)).toEqual(lasting(first))
  await again.close()
  const second = await readyClaude(root, { incarnation: 2, resume })
  expect(second.seen().filter(each => each.kind === 'session')).toEqual([session])
  await until(() => second.pane.screen().includes('Remember this'))
  await send(second, 'Go on')
  await until(() => turn(second) === 'idle')
})
