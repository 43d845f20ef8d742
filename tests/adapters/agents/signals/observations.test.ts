import { expect, test } from 'vitest'
import { createObservations } from '../../../../src/adapters/agents/signals/observations.ts'
import type { AgentObservation } from '../../../../src/core/ports/agents-port.ts'

function turn(state: 'busy' | 'idle' | 'waiting', text: string | null = null): AgentObservation {
  return { kind: 'turn', turn: state, waitingFor: state === 'waiting' ? 'permission' : null, text, evidence: 'test', strength: 'exact' }
}

test('a turn signal that changes nothing is dropped, but a question that follows it is kept', () => {
  const heard: AgentObservation[] = []
  const account = createObservations(each => heard.push(each))
  for (const each of [turn('busy'), turn('busy'), turn('waiting'), turn('waiting', 'rm?'), turn('waiting'), turn('busy')]) account.add(each)
  expect(heard).toEqual([turn('busy'), turn('waiting'), turn('waiting', 'rm?'), turn('busy')])
  expect(account.all()).toEqual(heard)
  expect(account.lastTurn()).toEqual(turn('busy'))
})

test('the memory of signals stays bounded in a long life, and no receipt is forgotten', () => {
  const account = createObservations(() => {})
  const receipt: AgentObservation = { kind: 'receipt', sha256: 'a'.repeat(64), chars: 1, evidence: 'test' }
  account.add(receipt)
  for (let count = 0; count < 5000; count++) account.add(turn(count % 2 === 0 ? 'busy' : 'idle'))
  expect(account.all().length).toBeLessThanOrEqual(402)
  expect(account.all()[0]).toEqual(receipt)
  expect(account.all().at(-1)).toEqual(turn('idle'))
})

test('the same session is reported only once', () => {
  const account = createObservations(() => {})
  for (const agentSession of ['one', 'one', 'two', 'two']) account.add({ kind: 'session', agentSession })
  expect(account.all()).toHaveLength(2)
})
