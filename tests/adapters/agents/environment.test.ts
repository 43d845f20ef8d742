import { expect, test } from 'vitest'
import { agentEnvironment } from '../../../src/adapters/agents/environment.ts'
import { aProfile } from '../../support/builders/a-profile.ts'
import { temporaryDirectory } from '../../support/temporary.ts'
import { launchIn } from './support/launch.ts'

test("an agent's environment has the common variables, its identity, and the profile's variables, and nothing else", async () => {
  const profile = aProfile({ passEnv: ['API_KEY', 'UNSET', 'MODE'], env: { MODE: 'fast' } })
  const launch = await launchIn(await temporaryDirectory(), { profile, incarnation: 3, baseEnv: { PATH: '/bin', CZAR_WORKER: 'api' } })
  expect(agentEnvironment(launch, { API_KEY: 'key', MODE: 'slow', SECRET: 'no', UNSET: undefined })).toEqual({
    PATH: '/bin',
    CZAR_WORKER: 'api',
    CZAR_INCARNATION: '3',
    GIT_AUTHOR_NAME: 'api-bot',
    GIT_COMMITTER_NAME: 'api-bot',
    GIT_AUTHOR_EMAIL: 'api@example.com',
    GIT_COMMITTER_EMAIL: 'api@example.com',
    API_KEY: 'key',
    MODE: 'fast',
  })
})
