import type { Label } from '../../adapters/agents/screen/recorded-screen.ts'
import { story } from '../support/story.ts'
import { NOTHING, tellScreens } from '../support/tell-screens.ts'
import { type Troubles, tellTroubles } from '../support/tell-troubles.ts'

interface Looks extends Troubles {
  readonly ready: Label
  readonly busy: Label
}

const EMPTY: Label = { ...NOTHING, composer: 'empty' }
const READY: Label = { ...EMPTY, ready: true }

/**
 * The screens to expect. Programs are missing here whose hooks report ready and busy, because czar does not read their screens for that.
 */
const LOOKS: Readonly<Record<string, Looks>> = {
  claude: {
    ready: EMPTY,
    busy: { ...EMPTY, busy: true },
    question: NOTHING,
    retrying: ['retrying in', { ...EMPTY, busy: true }],
    limited: ['API Error: Request rejected (429)', EMPTY],
  },
  codex: {
    ready: READY,
    busy: { ...READY, busy: true },
    question: NOTHING,
    retrying: ['Server is busy, reconnecting', { ...READY, busy: true }],
    limited: ['exceeded retry limit', READY],
  },
  opencode: { ready: READY, busy: READY, question: NOTHING, retrying: ['retrying in', READY], limited: null },
  gemini: { ready: READY, busy: { ...READY, busy: true }, question: NOTHING, retrying: null, limited: null },
}

story([], 'screens of the program at the prompt, in a turn and at a permission request are read correctly', async ({ agent }) => {
  const { ready, busy } = looksOf(agent.name)
  await tellScreens(agent, { ready, busy, permission: { call: agent.permission.call('chmod 700 README.md'), label: NOTHING } })
})

story([], 'screens of the program with questions and limits are read correctly', ({ agent }) => tellTroubles(agent, looksOf(agent.name)))

function looksOf(name: string): Looks {
  const looks = LOOKS[name]
  if (looks === undefined) throw new Error(`nobody has said how the screens of ${name} read`)
  return looks
}
