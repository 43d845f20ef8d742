import type { Label } from '../../adapters/agents/screen/recorded-screen.ts'
import { story } from '../support/story.ts'
import { NOTHING, tellScreens } from '../support/tell-screens.ts'

const EMPTY: Label = { ...NOTHING, composer: 'empty' }

/** Where hooks tell that a program is ready or busy, its screen is not asked. */
const LOOKS: Readonly<Record<string, { readonly ready: Label; readonly busy: Label }>> = {
  claude: { ready: EMPTY, busy: { ...EMPTY, busy: true } },
  codex: { ready: { ...EMPTY, ready: true }, busy: { ...EMPTY, ready: true, busy: true } },
  opencode: { ready: { ...EMPTY, ready: true }, busy: { ...EMPTY, ready: true } },
  gemini: { ready: EMPTY, busy: { ...EMPTY, busy: true } },
}

story([], 'its screens read as what they show', async ({ agent }) => {
  const { ready = NOTHING, busy = NOTHING } = LOOKS[agent.name] ?? {}
  await tellScreens(agent, { ready, busy, permission: { call: agent.permission.call('chmod 700 README.md'), label: NOTHING } })
})
