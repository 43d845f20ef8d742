import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker, honestly } from '../../support/a-fleet.ts'
import { triedInJournal } from '../../support/tried-in-journal.ts'

const PATIENCE = 'policy: { stuck_after: 12s, ack_within: 60s }'
const TOLD = 'alerts: [{ via: command, command: [sh, -c, "cat >> told.jsonl"], after: 1s }]'

const FAILS = 'sleep 0.7; echo "FAIL tests/parse.test.ts > reads dates ($(date +%N) ns)"; exit 1'

test('faults 90 and 91: a worker that goes round within one turn is asked, replaced and put to a person, each once, beside one that works', async () => {
  // The same command fails, a little different each time, and after some tries the worker says that all is well.
  const round = Array.from({ length: 240 }, (_, at) =>
    at % 6 === 5 ? `report: { text: "going well, try ${at}" }` : `run: { command: ${JSON.stringify(FAILS)} }`,
  )
  const steps = ['ack: "Write src/one/work.txt"', ...round]
  const fleet = await aFleet(
    `${PATIENCE}\n${TOLD}\nworkers:\n${aScriptedWorker('one', steps)}${aScriptedWorker('two', ['stall: 20s', ...honestly('two')])}`,
  )
  await fleet.launch()
  const stuck = await fleet.eventually('health.changed', event => event.worker === 'one' && event.health === 'stuck')
  expect(stuck).toMatchObject({ matter: 'same-error', reason: expect.stringContaining('reads dates') })
  await fleet.eventually('attention.raised', event => event.worker === 'one')
  const file = join(fleet.directory, 'told.jsonl')
  await fleet.eventually('alert.sent')

  const events = fleet.events()
  expect(events.flatMap(event => (event.kind === 'ladder.climbed' ? [event.rung] : []))).toEqual(['ask', 'fresh', 'ask', 'attention'])
  const raised = events.filter(event => event.kind === 'attention.raised')
  expect(raised.map(({ key }) => key)).toEqual(['stuck:one'])
  const [{ text, seq } = { text: '', seq: 0 }] = raised
  expect(text).toContain('the same error again and again')
  expect(text.endsWith(`; ${triedInJournal(events, 'one.1', seq)}`)).toBe(true)
  expect(events.some(event => event.kind === 'health.changed' && event.worker === 'two' && event.health === 'stuck')).toBe(false)
  await fleet.eventually('verification.finished', event => event.worker === 'two' && event.verdict === 'verified')
  expect((await fleet.run('status')).stdout).toContain(`NEEDS A PERSON: ${text}`)
  expect(existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []).toHaveLength(1)
  expect(fleet.events().filter(event => event.kind === 'attention.settled')).toEqual([])
})
