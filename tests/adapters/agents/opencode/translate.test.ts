import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { createTranslation } from '../../../../src/adapters/agents/opencode/translate.ts'
import type { AgentObservation } from '../../../../src/core/ports/agents-port.ts'

const AT = 1_795_335_220_513

/** The observations that a series of signals gives. All signals have the same time. */
function told(...values: readonly unknown[]): readonly (readonly AgentObservation[] | null)[] {
  const translate = createTranslation({})
  return values.map(value => translate({ name: 'x.json', at: AT, value }))
}

function last(...values: readonly unknown[]): readonly AgentObservation[] | null {
  return told(...values).at(-1) ?? null
}

// Signals that the plugin wrote, recorded with opencode 1.18.33. The ids are shortened.
const MESSAGE = { type: 'chat.message', session: 'ses_dfdb', text: 'one\ntwo\nthree ' }
const status = (state: object, child = false) => ({ type: 'session.status', child, status: state })
const BUSY = status({ type: 'busy' })
const IDLE = status({ type: 'idle' })
const ASKED = {
  type: 'permission.asked',
  id: 'per_2024',
  permission: 'bash',
  patterns: ["sh -c 'echo x > made'", 'git status', 'head -3'],
  command: "sh -c 'echo x > made' && git status | head -3",
}
const QUESTION = {
  type: 'question.asked',
  id: 'que_2025',
  questions: [{ question: 'Which colour?', header: 'Colour', options: [{ label: 'Red', description: 'r' }, { label: 'Blue' }] }],
}
const RATE = 'This request would exceed your rate limit. Please try again in 3s.'
const retry = (message: string, waitMs: number, attempt = 2) => status({ type: 'retry', attempt, message, next: AT + waitMs })

test("a submitted text gives the session, a receipt without opencode's own additions, and a running turn", () => {
  expect(told(MESSAGE)[0]).toEqual([
    { kind: 'session', agentSession: 'ses_dfdb' },
    { kind: 'receipt', sha256: createHash('sha256').update('one\ntwo\nthree').digest('hex'), chars: 13, evidence: 'hook chat.message' },
    expect.objectContaining({ kind: 'turn', turn: 'busy', strength: 'exact' }),
  ])
})

test('a permission request is awaited with its command; several are awaited one after the other', () => {
  expect(last(BUSY, ASKED)).toMatchObject([
    { turn: 'waiting', waitingFor: 'permission', text: "bash: sh -c 'echo x > made' && git status | head -3" },
  ])
  const outside = { type: 'permission.asked', id: 'per_2', permission: 'external_directory', patterns: ['/etc/*'] }
  expect(last(ASKED, outside, { type: 'permission.replied', requestID: 'per_2024' })).toMatchObject([
    { turn: 'waiting', text: 'external_directory: /etc/*' },
  ])
  expect(last(ASKED, { type: 'permission.replied', requestID: 'per_2024' })).toMatchObject([{ turn: 'busy', waitingFor: null }])
})

test('the status "busy" does not end the wait for a permission; the end of the turn does', () => {
  expect(last(ASKED, BUSY)).toEqual([])
  expect(last(ASKED, IDLE)).toMatchObject([{ turn: 'idle' }])
  expect(last(ASKED, IDLE, BUSY)).toMatchObject([{ turn: 'busy' }])
})

test('a question becomes a dialog with its answers in order', () => {
  expect(last(QUESTION)).toMatchObject([{ turn: 'waiting', waitingFor: 'dialog', text: 'Which colour? 1. Red 2. Blue' }])
  expect(last(QUESTION, { type: 'question.rejected', requestID: 'que_2025' })).toMatchObject([{ turn: 'busy' }])
})

test("a short retry delay leaves the turn running; a long one is an account's limit, with its end", () => {
  expect(last(retry(RATE, 4000))).toMatchObject([{ kind: 'turn', turn: 'busy', text: `tries again: ${RATE}` }])
  expect(last(retry(RATE, 30_000))).toMatchObject([
    { kind: 'limit', limit: 'rate', resetAt: AT + 30_000, said: AT, strength: 'exact', text: RATE },
    { kind: 'turn', turn: 'busy' },
  ])
  expect(last(retry('Provider is overloaded', 30_000))).toMatchObject([{ limit: 'overload' }, { turn: 'busy' }])
  // The connection broke off in the middle of a stream.
  expect(last(retry('Connection reset by server', 2490))).toMatchObject([{ turn: 'busy', text: 'tries again: Connection reset by server' }])
  expect(last(retry('Cannot connect to API: Unable to connect.', 30_000))).toMatchObject([{ kind: 'turn', turn: 'busy' }])
})

test('a second failure of the same kind is not reported again', () => {
  const words = 'Cannot connect to API: Unable to connect.'
  const [second, , third] = told(retry(words, 30_000, 7), BUSY, retry(words, 30_000, 8))
  expect(third).toEqual(second)
})

test('a failed turn ends with its error, and a used-up quota is a limit', () => {
  const failed = (message: string, statusCode: number) => ({
    type: 'session.error',
    child: false,
    error: { name: 'APIError', data: { message, statusCode } },
  })
  expect(last(BUSY, failed('invalid key', 401), IDLE)).toMatchObject([{ turn: 'idle', text: 'APIError: invalid key' }])
  expect(last(failed('invalid key', 401))).toEqual([])
  expect(last(failed('Your credit balance is too low to access the Anthropic API.', 400))).toMatchObject([
    { limit: 'quota', resetAt: null },
  ])
  expect(last(failed('invalid key', 401), IDLE, BUSY, IDLE)).toMatchObject([{ turn: 'idle', text: null }])
})

test('a turn that a person interrupted ends without an error', () => {
  const aborted = { type: 'session.error', child: false, error: { name: 'MessageAbortedError', data: { message: 'Aborted' } } }
  expect(last(BUSY, aborted, IDLE)).toMatchObject([{ turn: 'idle', text: null }])
})

test("a subagent's session neither ends nor interrupts a turn", () => {
  expect(last(BUSY, status({ type: 'idle' }, true))).toEqual([])
  expect(last(BUSY, { type: 'session.error', child: true, error: { name: 'UnknownError', data: { message: 'x' } } }, IDLE)).toMatchObject([
    { turn: 'idle', text: null },
  ])
})

test("a summarised conversation is reported, and files that czar's plugin did not write give no signal", () => {
  expect(last({ type: 'session.compacted', child: false })).toEqual([{ kind: 'compacted', said: AT }])
  expect(last({ type: 'session.deleted' })).toBeNull()
  expect(last({ type: 'chat.message', session: '' })).toBeNull()
})
