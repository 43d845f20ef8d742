import { globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createApiClient } from '../../src/api/client.ts'
import type { ScreenView } from '../../src/core/views/screen.ts'
import type { StatusView } from '../../src/core/views/status.ts'
import { aFleet, aScriptedWorker } from '../support/a-fleet.ts'
import { until } from '../support/until.ts'

test('a whole fleet is watched live: its view as it changes, and a pane as it is drawn', async () => {
  const fleet = await aFleet(`workers:\n${aScriptedWorker('api', ['say: "a word on the screen"'])}`)
  await fleet.launch()
  const [socketPath = ''] = globSync(`${fleet.env['XDG_RUNTIME_DIR']}/czar/*.api`)
  const client = createApiClient({ socketPath, project: 'fleet', launchHint: () => 'czar launch FILE' })
  const screens: ScreenView[] = []
  const views: StatusView[] = []
  const screen = await client.watchScreen('api', seen => screens.push(seen))
  const view = await client.watch(seen => views.push(seen))
  await until(() => screens.at(-1)?.lines.some(line => line.includes('a word on the screen')))
  expect(screens.at(-1)).toMatchObject({ worker: 'api', columns: expect.any(Number), rows: expect.any(Number) })
  await until(() => views.at(-1)?.workers['api']?.assignment?.state === 'delivered')
  await until(async () => views.at(-1)?.seq === (await client.state()).seq)
  expect(await client.perform({ verb: 'stop', worker: 'api' })).toMatchObject({ ok: true })
  expect(await screen.ended).toBe('gone')
  await until(() => views.at(-1)?.workers['api']?.reason === 'stopped by a person')
  view.close()
})
