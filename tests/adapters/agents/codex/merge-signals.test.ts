import { expect, test } from 'vitest'
import { mergeSignals } from '../../../../src/adapters/agents/codex/merge-signals.ts'
import { readRolloutLine } from '../../../../src/adapters/agents/codex/rollout-line.ts'
import { createObservations } from '../../../../src/adapters/agents/signals/observations.ts'
import { at, BUSY_PROVIDER, RECORDED, TOO_MANY, UNAUTHORIZED } from './recorded-rollout.ts'

function joined({ since = 0 } = {}) {
  const account = createObservations(() => {})
  const join = mergeSignals(account)
  join.began(at(since))
  return {
    hook: (second: number, name: string, more: object = {}) => {
      const signal = { name: '', at: at(second), value: { hook_event_name: name, ...more } }
      for (const observation of join.ofHook(signal) ?? []) account.add(observation)
    },
    rollout: (text: string) => {
      const line = readRolloutLine(text)
      if (line !== null) join.ofRollout(line)
    },
    turns: () => account.all().flatMap(each => (each.kind === 'turn' ? [[each.turn, each.text].filter(Boolean).join(': ')] : [])),
    limits: () => account.all().filter(each => each.kind === 'limit'),
  }
}

const ask = { tool_name: 'Bash', tool_input: { command: 'npm publish' } }

test('a failed turn runs no hook; czar reads from the rollout file why the turn ended and which limit was met', () => {
  const { hook, rollout, turns, limits } = joined()
  hook(1, 'UserPromptSubmit', { prompt: 'x' })
  rollout(RECORDED.completed(2, TOO_MANY))
  expect(turns()).toEqual(['busy', `idle: ${TOO_MANY.message}`])
  expect(limits()).toMatchObject([{ limit: 'rate', text: TOO_MANY.message, said: at(2), resetAt: null, strength: 'exact' }])
})

test('a question of the model stays open until its own call is answered or the turn ends, whatever else ends meanwhile', () => {
  const { hook, rollout, turns } = joined()
  rollout(RECORDED.started(1))
  rollout(RECORDED.asked(2))
  rollout(RECORDED.answer(3, 'msg_1', {}))
  rollout(RECORDED.output(3, 'call_other'))
  rollout(RECORDED.command(4, 'ls'))
  rollout(RECORDED.change(4))
  hook(5, 'PostToolUse')
  expect(turns()).toEqual(['busy', 'waiting: Which colour? 1. Red 2. Blue'])
  rollout(RECORDED.output(6, 'call_ask'))
  rollout(RECORDED.output(7, 'call_ask'))
  expect(turns().slice(2)).toEqual(['busy'])
  rollout(RECORDED.asked(8))
  rollout(RECORDED.aborted(9))
  rollout(RECORDED.output(10, 'call_ask'))
  expect(turns().slice(3)).toEqual(['waiting: Which colour? 1. Red 2. Blue', 'idle'])
})

test('a failure that is not a limit is reported only as a failure', () => {
  const { rollout, turns, limits } = joined()
  rollout(RECORDED.completed(2, UNAUTHORIZED))
  expect(turns()).toEqual([`idle: ${UNAUTHORIZED.message}`])
  expect(limits()).toEqual([])
})

test('a used-up quota ends when the limit window that the last answer named begins anew', () => {
  const { rollout, limits } = joined()
  rollout(RECORDED.count(1, { primary: { used_percent: 100, resets_at: 1_795_340_000 }, secondary: null }))
  rollout(RECORDED.completed(2, { message: "You've hit your usage limit.", codex_error_info: 'usage_limit_exceeded' }))
  expect(limits()).toMatchObject([{ limit: 'quota', resetAt: 1_795_340_000_000 }])
})

test('a rollout line that is read late does not undo a later hook', () => {
  const { hook, rollout, turns } = joined()
  hook(1, 'UserPromptSubmit', { prompt: 'x' })
  hook(3, 'Stop')
  hook(4, 'UserPromptSubmit', { prompt: 'y' })
  rollout(RECORDED.completed(3))
  expect(turns()).toEqual(['busy', 'idle', 'busy'])
  rollout(RECORDED.aborted(5))
  hook(4, 'PostToolUse')
  expect(turns()).toEqual(['busy', 'idle', 'busy', 'idle'])
})

test('a limit that an earlier incarnation of the session met is not reported again', () => {
  const { rollout, turns, limits } = joined({ since: 5 })
  rollout(RECORDED.completed(4, BUSY_PROVIDER))
  expect([turns(), limits()]).toEqual([[], []])
})

test('while a permission is awaited, other calls begin and end; when the awaited call is over, the turn continues', () => {
  const { hook, rollout, turns } = joined()
  hook(1, 'PermissionRequest', ask)
  hook(2, 'PostToolUse')
  rollout(RECORDED.command(3, 'ls'))
  rollout(RECORDED.said(3))
  expect(turns()).toEqual(['waiting: Bash: npm publish'])
  rollout(RECORDED.command(4, 'npm publish'))
  expect(turns().at(-1)).toBe('busy')
})

test.each(['Stop', 'Interrupt'])('the wait for a permission ends with %s', name => {
  const { hook, turns } = joined()
  hook(1, 'PermissionRequest', ask)
  hook(2, name)
  expect(turns().at(-1)).toBe('idle')
})

test('an answer of the model after a permission request shows that all calls of the request are over', () => {
  const { hook, rollout, turns } = joined()
  hook(2, 'PermissionRequest', ask)
  rollout(RECORDED.answer(1, 'r1', {}))
  expect(turns().at(-1)).toContain('waiting')
  rollout(RECORDED.answer(3, 'r2', {}))
  expect(turns().at(-1)).toBe('busy')
})
