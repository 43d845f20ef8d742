import { describe, expect, it } from 'vitest'
import type { DeliveryHands, DeliveryRequest, DeliveryResult } from '../../../../src/supervisor/delivery/delivery.ts'

export interface ContractAgent {
  readonly deliver: (changed?: { request?: Partial<DeliveryRequest>; hands?: Partial<DeliveryHands> }) => Promise<DeliveryResult>
  /** Returns how many texts the agent took. The next function returns how many pastes the journal has. */
  readonly taken: () => number
  readonly pastes: () => number
  readonly screen: () => Promise<string>
  /** Types a text into the input line as a person does, who then leaves. */
  readonly draft: (text: string) => Promise<void>
  readonly leaveInCopyMode: () => Promise<void>
}

export interface ContractBehaviour {
  readonly swallowEnters?: number
  readonly diesOfPrompt?: boolean
}

/** What must be true for fake agents and for real agents in real tmux. `start` returns an agent that is ready. */
export function describeDelivery(kind: string, start: (behaviour?: ContractBehaviour) => Promise<ContractAgent>): void {
  const text = '[czar m1 · assignment a1 · brief]\n\n\tone\n\ttwo 🦀\n└── three\n`four`'

  describe.concurrent(`delivery into ${kind}`, () => {
    it('pastes the whole text once', async () => {
      const agent = await start()
      expect(await agent.deliver({ request: { text } })).toMatchObject({ kind: 'submitted', strength: 'exact', enters: 1 })
      expect([agent.taken(), agent.pastes()]).toEqual([1, 1])
    })

    it('repeats a swallowed Enter and nothing else', async () => {
      const agent = await start({ swallowEnters: 1 })
      expect(await agent.deliver({ request: { text } })).toMatchObject({ kind: 'submitted', enters: 2 })
      expect([agent.taken(), agent.pastes()]).toEqual([1, 1])
    })

    it('leaves the text in the composer of an agent that swallows every Enter, and reports this', async () => {
      const agent = await start({ swallowEnters: 99 })
      const reason = 'no receipt after 3 Enter: the text is still in the input field'
      expect(await agent.deliver({ request: { text } })).toEqual({ kind: 'undelivered', reason, mayRetry: false })
      expect([agent.taken(), agent.pastes()]).toEqual([0, 1])
    })

    it('reports an agent that dies at its prompt, and does not paste into a dead agent', async () => {
      const agent = await start({ diesOfPrompt: true })
      const dead = { kind: 'undelivered', reason: 'the agent died before it took the text', mayRetry: true }
      expect(await agent.deliver({ request: { text } })).toEqual(dead)
      expect(await agent.deliver({ request: { text } })).toEqual(dead)
      expect(agent.pastes()).toBe(1)
    })

    it('ends a copy mode that nobody watches', async () => {
      const agent = await start()
      await agent.leaveInCopyMode()
      expect(await agent.deliver({ request: { text } })).toMatchObject({ kind: 'submitted', enters: 1 })
    })

    it("does not change a person's draft", async () => {
      const agent = await start()
      await agent.draft('my own thoughts')
      expect(await agent.deliver({ request: { text } })).toEqual({ kind: 'held', by: 'draft', chars: 15 })
      expect([await agent.screen(), agent.taken()]).toEqual([expect.stringContaining('❯ my own thoughts'), 0])
    })

    it('finds its own draft after the czar was killed, and then the receipt', async () => {
      const agent = await start()
      const killed = agent.deliver({ request: { text }, hands: { onPasted: () => Promise.reject(new Error('killed')) } })
      await expect(killed).rejects.toThrow('killed')
      expect(await agent.deliver({ request: { text, resume: 'after-intent' } })).toMatchObject({ kind: 'submitted' })
      expect(await agent.deliver({ request: { text, resume: 'after-paste' } })).toMatchObject({ kind: 'submitted', enters: 0 })
      expect(agent.taken()).toBe(1)
    })
  })
}
