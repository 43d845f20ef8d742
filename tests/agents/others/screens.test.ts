import { test } from 'vitest'
import { copilot } from '../support/programs/copilot.ts'
import { qwen } from '../support/programs/qwen.ts'
import { NOTHING, tellScreens } from '../support/tell-screens.ts'

test('each recorded screen of Qwen Code is read correctly', async () => {
  const ready = { ...NOTHING, ready: true, composer: 'empty' } as const
  await tellScreens(qwen, { ready, busy: { ...ready, busy: true }, permission: null })
})

test('each recorded screen of GitHub Copilot CLI is read correctly', async () => {
  const ready = { ...NOTHING, ready: true, composer: 'empty' } as const
  await tellScreens(copilot, { ready, busy: { ...ready, busy: true }, permission: null })
})
