import { test } from 'vitest'
import { copilot } from '../support/programs/copilot.ts'
import { qwen } from '../support/programs/qwen.ts'
import { NOTHING, tellScreens } from '../support/tell-screens.ts'

test('the screens of Qwen Code read as what they show', async () => {
  const ready = { ...NOTHING, ready: true, composer: 'empty' } as const
  await tellScreens(qwen, { ready, busy: { ...ready, busy: true }, permission: null })
})

test('the screens of GitHub Copilot CLI read as what they show', async () => {
  const ready = { ...NOTHING, ready: true, composer: 'empty' } as const
  await tellScreens(copilot, { ready, busy: { ...ready, busy: true }, permission: null })
})
