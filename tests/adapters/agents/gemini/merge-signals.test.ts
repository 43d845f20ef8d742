import { expect, test } from 'vitest'
import { readLogLine } from '../../../../src/adapters/agents/gemini/log-line.ts'
import { mergeSignals } from '../../../../src/adapters/agents/gemini/merge-signals.ts'
import { createObservations } from '../../../../src/adapters/agents/signals/observations.ts'
import type { AgentObservation } from '../../../../src/core/ports/agents-port.ts'
import { until } from '../../../support/until.ts'

const AT = Date.parse('2026-11-22T11:21:01.000Z')
/** Recorded from Gemini CLI 0.61.0, when the stream of an answer broke off. */
const CUT =
  '[2026-11-22T11:21:01.999Z] [ERROR] Error when talking to Gemini API Full report available at: /tmp/gemini-client-error-Turn.run-sendMessageStream.json TypeError: terminated'

/** The observations after a prompt and the end of its turn, when the log holds these lines. */
async function afterTurn(lines: readonly string[], ...ends: readonly string[]): Promise<readonly (string | null)[]> {
  const seen: AgentObservation[] = []
  let unread = lines
  const account = createObservations(observation => seen.push(observation))
  const joined = mergeSignals(account, async () => {
    for (const line of unread) joined.ofLog(readLogLine(line) ?? { at: 0, kind: 'retry', limit: null, text: '' })
    unread = []
  })
  function hook(name: string, rest: object, at: number): void {
    for (const each of joined.ofHook({ name: '', at, value: { session_id: 's', hook_event_name: name, ...rest } }) ?? []) account.add(each)
  }
  hook('BeforeAgent', { prompt: 'text' }, AT)
  const idles = () => seen.flatMap(each => (each.kind === 'turn' && each.turn === 'idle' ? [each.text] : []))
  for (const [number, prompt_response] of ends.entries()) {
    if (number > 0) hook('AfterTool', { tool_name: 'shell' }, AT + 1000 + number)
    hook('AfterAgent', { prompt: 'text', prompt_response }, AT + 1000 + number)
    await until(() => idles().length === number + 1)
  }
  return idles()
}

test("a stream that breaks off ends the turn with the log's error, although part of the answer had come", async () => {
  expect(await afterTurn([CUT], 'I am about to')).toEqual(['TypeError: terminated'])
})

test('an answer that came complete ends the turn without an error, also after a failed turn', async () => {
  expect(await afterTurn([], 'Done.')).toEqual([null])
  expect(await afterTurn([CUT], '[no response text]', 'Done.')).toEqual(['TypeError: terminated', null])
})
