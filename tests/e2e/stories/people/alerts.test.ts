import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aReceiver } from '../../../adapters/alerts/support/receiver.ts'
import { aFleet, aScriptedWorker, honestly } from '../../../support/a-fleet.ts'
import { until } from '../../../support/until.ts'

const asking = ['ack: "Write src/one/work.txt once the colour is known"', 'blocked: "Which colour, <!channel>?"']

test('a question causes one alert through every channel, also over a kill -9, and the journal has no secret', async () => {
  const { received, url } = await aReceiver(response => response.writeHead(500).end())
  const fleet = await aFleet(
    `alerts:
  - { via: webhook, url: "${url('/hook/topsecret').href}", shape: slack, after: 0s, text: true }
  - { via: command, command: [sh, -c, "cat >> told.jsonl", "word-topsecret"], after: 0s }
  - { via: bell, after: 0s }
policy: { idle_after: 10m }
workers:
${aScriptedWorker('one', asking)}`,
  )
  await fleet.launch()
  await fleet.eventually('alert.sent', event => event.alert === 'webhook')
  await fleet.eventually('alert.sent', event => event.alert === 'command')
  await fleet.eventually('alert.unheard', event => event.alert === 'bell')
  fleet.killCzar()
  await fleet.launch()
  expect((await fleet.run('status')).code).toBe(3)
  expect(await fleet.run('stop')).toMatchObject({ code: 0 })
  await until(
    async () => fleet.events().at(-1)?.kind,
    kind => kind === 'czar.stopped',
    { what: 'the czar has stopped' },
  )

  const events = fleet.events()
  expect(events.filter(event => event.kind === 'alert.sent' || event.kind === 'alert.unheard')).toHaveLength(3)
  expect(events.filter(event => event.kind === 'effect.failed')).toMatchObject([{ reason: expect.stringContaining('HTTP 500') }])
  expect(received).toHaveLength(2)
  expect(received[1]?.body['text']).toContain('one is blocked: Which colour, &lt;!channel&gt;?')
  const told = readFileSync(join(fleet.directory, 'told.jsonl'), 'utf8').trim().split('\n')
  expect(told.map(line => JSON.parse(line).matters[0].key)).toEqual(['question:one'])
  expect(JSON.stringify(events)).not.toContain('topsecret')
  for (const file of ['status.json', 'supervisor.log', 'progress.log'])
    expect(readFileSync(join(fleet.projectDir, file), 'utf8')).not.toContain('topsecret')
})

test('a webhook gets the words of a worker only if the project file allows it', async () => {
  const { received, url } = await aReceiver()
  const fleet = await aFleet(`alerts:
  - { via: webhook, url: "${url('/quiet').href}", after: 0s, page: "https://czar.example.org" }
  - { via: webhook, url: "${url('/full').href}", after: 0s, text: true }
policy: { idle_after: 10m }
workers:
${aScriptedWorker('one', asking)}`)
  await fleet.launch()
  await until(
    () => received.length,
    length => length === 2,
  )
  const bodies = Object.fromEntries(received.map(({ path, body }) => [path, body]))
  expect(bodies['/full']?.['text']).toContain('Which colour')
  expect(JSON.stringify(bodies['/quiet'])).not.toMatch(/colour|work\.txt/)
  expect(bodies['/quiet']).toMatchObject({
    title: 'fleet: one needs a person',
    text: '1 matter needs you: czar status -p fleet',
    link: 'https://czar.example.org/p/fleet/worker/one',
    matters: [{ key: 'question:one', worker: 'one', text: '' }],
  })
})

test('the alert about the end is sent before the czar exits, however slow the receiver is', async () => {
  const { received, url } = await aReceiver(response => response.writeHead(503).end())
  const fleet = await aFleet(`alerts:
  - { via: webhook, url: "${url('/hook').href}", on: [finished] }
workers:
${aScriptedWorker('one', honestly('one'))}`)
  await fleet.launch()
  await fleet.eventually('czar.stopped')
  expect(received.map(({ body }) => body['title'])).toEqual(Array(2).fill('fleet: over, 1 of 1 task verified'))
  expect(received[0]?.body['id']).toBe(received[1]?.body['id'])
})

test("a launch is refused if the variable with an alert's address is not set", async () => {
  const fleet = await aFleet(`alerts: [{ via: webhook, url_env: NO_SUCH_HOOK }]\nworkers:\n${aScriptedWorker('one', asking)}`)
  const { code, stderr } = await fleet.launch()
  expect(stderr).toContain('alert webhook cannot reach anybody: the variable NO_SUCH_HOOK is not set')
  expect(code).toBe(3)
})
