import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker } from '../../../support/a-fleet.ts'
import { triedInJournal } from '../../../support/builders/tried-in-journal.ts'
import { until } from '../../../support/until.ts'

const PATIENCE = 'policy: { stuck_after: 8s, ack_within: 60s }'
const TOLD = 'alerts: [{ via: command, command: [sh, -c, "cat >> told.jsonl"], after: 1s }]'

const FAILS = 'sleep 0.7; echo "FAIL tests/parse.test.ts > reads dates ($(date +%N) ns)"; exit 1'

test('faults 90 and 91: a worker that loops within one turn is asked once, replaced once, and reported to a person once', async () => {
  // The same command fails each time, with a slightly different error. After some tries the worker says that all is well.
  const round = Array.from({ length: 240 }, (_, at) =>
    at % 6 === 5 ? `report: { text: "going well, try ${at}" }` : `run: { command: ${JSON.stringify(FAILS)} }`,
  )
  const fleet = await aFleet(`${PATIENCE}\n${TOLD}\nworkers:\n${aScriptedWorker('one', ['ack: "Write src/one/work.txt"', ...round])}`)
  await fleet.launch()
  const stuck = await fleet.eventually('health.changed', event => event.health === 'stuck')
  expect(stuck).toMatchObject({ matter: 'same-error', reason: expect.stringContaining('reads dates') })
  await fleet.eventually('attention.raised')
  await fleet.eventually('alert.sent')
  const later = fleet.events().length + 20
  await until(
    () => fleet.events().length,
    count => count > later,
    { what: 'it goes round still' },
  )

  const events = fleet.events()
  expect(events.flatMap(event => (event.kind === 'ladder.climbed' ? [event.rung] : []))).toEqual(['ask', 'fresh', 'ask', 'attention'])
  const raised = events.filter(event => event.kind === 'attention.raised')
  expect(raised.map(({ key }) => key)).toEqual(['stuck:one'])
  const [{ text, seq } = { text: '', seq: 0 }] = raised
  expect(text).toContain('the same error again and again')
  expect(text.endsWith(`; ${triedInJournal(events, 'one.1', seq)}`)).toBe(true)
  expect(events.filter(event => event.kind === 'attention.settled')).toEqual([])
  expect((await fleet.run('status')).stdout).toContain(`one: ${text}`)
  expect(readFileSync(join(fleet.directory, 'told.jsonl'), 'utf8').trim().split('\n')).toHaveLength(1)
})
