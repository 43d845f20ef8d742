import { expect, test } from 'vitest'
import { createAgents } from '../../../../src/adapters/agents/agents.ts'
import { aProfile } from '../../../support/builders/a-profile.ts'
import { temporaryDirectory } from '../../../support/temporary.ts'
import { launchIn } from '../support/launch.ts'

test('an agent of kind command runs as its profile says and gives no signals of its own', async () => {
  const agents = createAgents({ inherited: { SECRET: 'no' }, note: () => {} })
  const profile = aProfile({ kind: 'command', command: ['python3', 'tools/my bot.py'], env: { MODE: 'fast' } })
  const launch = await launchIn(await temporaryDirectory(), { profile })
  const command = await agents.prepare(launch)
  expect(command.argv).toEqual(['python3', 'tools/my bot.py'])
  expect(command.env).toMatchObject({ MODE: 'fast', CZAR_WORKER: 'api' })
  expect(command.env).not.toHaveProperty('SECRET')
  const watch = await agents.watch(launch, () => {})
  await watch.refresh()
  expect(watch.seen()).toEqual([])
  await watch.close()
})
