import { readByPatterns } from '../../../../src/adapters/agents/screen/read-by-patterns.ts'
import { ToolError } from '../../../../src/core/model/errors.ts'
import type { MessageId, PaneId } from '../../../../src/core/model/ids.ts'
import { plainScreen } from '../../../../src/core/ports/pane-screen.ts'
import type { PaneFacts, PasteResult } from '../../../../src/core/ports/terminal-port.ts'
import { deliver } from '../../../../src/supervisor/delivery/deliver.ts'
import type { DeliveryHands, DeliveryRequest, DeliveryResult, Pasted } from '../../../../src/supervisor/delivery/delivery.ts'
import { createPaneLocks } from '../../../../src/supervisor/delivery/pane-locks.ts'
import { type Behaviour, createFakeAgent, type FakeAgent, INNOCENT, PLAIN_PROMPT } from './fake-agent.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'
import { testProfile } from './test-profile.ts'

export interface FakePane {
  inMode: boolean
  inputOff: boolean
  synchronized: boolean
  bracketedPaste: boolean | null
  writers: number
  lastKeyAt: number | null
  /**
   * What the terminal reports instead of an answer: that the pane or the whole tmux server is gone, or that it did not answer in time. It
   * is null as long as it answers.
   */
  gone: 'target-gone' | 'server-gone' | 'timeout' | null
}

export interface FakeWorld {
  readonly clock: FakeClock
  readonly agent: FakeAgent
  readonly pane: FakePane
  readonly request: DeliveryRequest
  readonly hands: DeliveryHands
  /** What the delivery did, in order: pastes, Enter keys, entries in the journal. */
  readonly account: string[]
  readonly later: (ms: number, callback: () => void) => void
  /** Types as a person does. tmux sees the keys, and the agent reads them. */
  readonly types: (text: string) => void
  readonly deliver: (changed?: { request?: Partial<DeliveryRequest>; hands?: Partial<DeliveryHands> }) => Promise<DeliveryResult>
}

export const TASK = '[czar m1 · assignment a1 · brief]\n\nDo this:\n\tone thing\n\tand another 🦀\n└── soon'

/** A pane with an agent in it, a fake clock, and a delivery into the pane. */
export function createFakeWorld(behaviour: Partial<Behaviour> = {}, text: string = TASK): FakeWorld {
  const clock = createFakeClock()
  const whole = { ...INNOCENT, ...behaviour }
  const agent = createFakeAgent(clock, whole)
  const pane: FakePane = {
    inMode: false,
    inputOff: false,
    synchronized: false,
    bracketedPaste: !whole.tearsLines,
    writers: 0,
    lastKeyAt: null,
    gone: null,
  }
  const account: string[] = []
  const request: DeliveryRequest = {
    pane: '%1' as PaneId,
    profile: testProfile(
      whole.givesReceipts ? 'scripted' : 'command',
      whole.style === 'plain' ? { ready: { screen: `${PLAIN_PROMPT}$` } } : {},
    ),
    messageId: 'm1' as MessageId,
    text,
    resume: 'fresh',
  }
  const hands: DeliveryHands = {
    terminal: fakeTerminal({ clock, agent, pane, account }),
    agents: { readScreen: (profile, screen, title) => readByPatterns(profile, screen, title), asTaken: (_, taken) => taken },
    watch: { seen: () => agent.observations, refresh: async () => {} },
    clock,
    locks: createPaneLocks(),
    onPasted: async ({ chars }: Pasted) => void account.push(`journal ${chars}`),
  }
  return {
    clock,
    agent,
    pane,
    request,
    hands,
    account,
    later: (ms, callback) => void clock.at(clock.now() + ms, callback),
    types: typed => {
      pane.writers = 1
      pane.lastKeyAt = clock.now()
      for (const [index, line] of typed.split('\n').entries()) {
        if (index > 0) agent.input({ kind: 'enter' })
        if (line !== '') agent.input({ kind: 'typed', text: line })
      }
    },
    deliver: (changed = {}) => clock.run(deliver({ ...request, ...changed.request }, { ...hands, times: SCENES, ...changed.hands })),
  }
}

const TYPING_MS = 3000

function fakeTerminal({ clock, agent, pane, account }: Pick<FakeWorld, 'clock' | 'agent' | 'pane' | 'account'>): DeliveryHands['terminal'] {
  const lastKeyAgoMs = () => (pane.lastKeyAt === null || pane.writers === 0 ? null : clock.now() - pane.lastKeyAt)

  function facts(): PaneFacts {
    if (pane.gone !== null) throw new ToolError(`tmux: ${pane.gone}`, { command: ['tmux'], reason: pane.gone })
    const { inMode, inputOff, synchronized, bracketedPaste, writers } = pane
    return {
      ...{ inMode, inputOff, synchronized, bracketedPaste, writers, lineMode: null, lastKeyAgoMs: lastKeyAgoMs() },
      ...{ dead: !agent.isAlive(), deadStatus: null, title: 'agent', width: 200, height: 50 },
    }
  }

  function refusal(): PasteResult | null {
    const { dead, inputOff, synchronized } = facts()
    const ago = lastKeyAgoMs()
    if (dead) return { outcome: 'refused', reason: 'dead' }
    if (inputOff) return { outcome: 'refused', reason: 'input-off' }
    if (synchronized) return { outcome: 'refused', reason: 'synchronized' }
    return ago !== null && ago < TYPING_MS ? { outcome: 'refused', reason: 'person-typing' } : null
  }

  async function guarded(what: string, act: () => void): Promise<PasteResult> {
    const refused = refusal()
    if (refused !== null) return refused
    pane.inMode = false
    account.push(what)
    act()
    return { outcome: 'pasted' }
  }

  const terminal: DeliveryHands['terminal'] = {
    facts: async () => facts(),
    capture: async () => {
      facts()
      return agent.screen()
    },
    paste: (_, text) => guarded('paste', () => agent.input({ kind: 'paste', text })),
    screen: async pane => {
      const text = await terminal.capture(pane)
      const rows = text.split('\n')
      const last = rows.at(-1) ?? ''
      const cursor = { row: rows.length - 1, column: last.length, kind: 'terminal' } as const
      return { ...plainScreen(text), cursors: last.startsWith(PLAIN_PROMPT) ? [cursor] : [] }
    },
    keys: (_, keys) => guarded(keys.join(' '), () => agent.input({ kind: 'enter' })),
  }
  return terminal
}

/**
 * The speed for which the times in these tests are chosen. With it, a key that a person presses 50 ms after the paste comes before czar's
 * Enter.
 */
const SCENES = { quickMs: 100, pollMs: 100, drawnQuietMs: 350 }
