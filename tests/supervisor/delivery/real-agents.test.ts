import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AgentProfile } from '../../../src/core/model/project.ts'
import { until } from '../../support/until.ts'
import { describeDelivery } from './support/delivery-contract.ts'
import { type RealAgent, type RealFleet, startRealFleet } from './support/real-fleet.ts'
import { scriptedProfile } from './support/scripted-profile.ts'
import { testProfile } from './support/test-profile.ts'

let fleet: RealFleet
beforeAll(async () => {
  fleet = await startRealFleet()
})
afterAll(() => fleet.end())

/** A started agent that has been seen ready, because czar delivers only to such agents. */
async function readyAgent(profile: AgentProfile): Promise<RealAgent> {
  const agent = await fleet.start(profile)
  const isReady = async () =>
    profile.kind === 'scripted' ? agent.watch.seen().some(({ kind }) => kind === 'ready') : (await agent.screen()).includes('❯')
  await until(isReady, Boolean, { what: 'ready' })
  return agent
}

describeDelivery('a real agent', async ({ swallowEnters = 0, diesOfPrompt = false } = {}) => {
  const env = { SCRIPTED_SWALLOW_ENTERS: String(swallowEnters), ...(diesOfPrompt ? { SCRIPTED_EXIT_ON: 'prompt' } : {}) }
  const agent = await readyAgent(scriptedProfile(env))
  const { pane } = agent.request
  return {
    deliver: agent.deliver,
    taken: agent.receipts,
    pastes: () => agent.pasted.length,
    screen: agent.screen,
    draft: async text => {
      await fleet.tmux('send-keys', '-t', pane, '-l', text)
      await until(agent.screen, screen => screen.includes(text))
    },
    leaveInCopyMode: () => fleet.tmux('copy-mode', '-t', pane),
  }
})

function program(name: string, ...words: string[]): AgentProfile {
  const path = fileURLToPath(new URL(`agents/${name}.js`, import.meta.url))
  return testProfile('command', { command: [process.execPath, path, ...words], ready: { screen: '^❯' } })
}

describe.concurrent('a real agent in real tmux', () => {
  it('that boots slowly gets its text when it is ready, and gives a receipt', async () => {
    const agent = await readyAgent(scriptedProfile({ SCRIPTED_BOOT_MS: '400' }))
    expect(await agent.deliver()).toMatchObject({ kind: 'submitted', strength: 'exact', enters: 1 })
    expect(agent.receipts(agent.pasted[0]?.sha256)).toBe(1)
  })

  it('that dies at the paste counts as dead, and tmux does not', async () => {
    const agent = await readyAgent(program('dies-on-paste'))
    expect(await agent.deliver()).toEqual({ kind: 'undelivered', reason: 'the agent died before it took the text', mayRetry: true })
    expect(await agent.deliver()).toMatchObject({ kind: 'undelivered', mayRetry: true })
    expect((await fleet.terminal.list()).length).toBeGreaterThan(0)
  })

  it("that shows a trust question gets no key, and gets the text after a person's answer", async () => {
    const agent = await fleet.start(scriptedProfile({ SCRIPTED_DIALOG: 'trust' }))
    await until(agent.screen, screen => screen.includes('Do you trust'))
    expect(await agent.deliver()).toMatchObject({ kind: 'undelivered', reason: expect.stringContaining('dialog'), mayRetry: true })
    await fleet.terminal.keys(agent.request.pane, ['Enter'])
    await until(() => agent.watch.seen().some(({ kind }) => kind === 'ready'))
    expect(await agent.deliver()).toMatchObject({ kind: 'submitted' })
  })

  it('with a person typing is left to them until they have sent their own text', async () => {
    const agent = await readyAgent(scriptedProfile())
    const person = await fleet.attach(agent.session)
    person.types('what of it?')
    await until(agent.screen, screen => screen.includes('what of it?'))
    expect(await agent.deliver()).toEqual({ kind: 'held', by: 'typing', chars: null })
    person.types('\r')
    const delivered = await until(agent.deliver, result => result.kind !== 'held', { everyMs: 100 })
    expect(delivered).toMatchObject({ kind: 'submitted' })
    expect(agent.receipts()).toBe(2)
    expect(agent.receipts(agent.pasted[0]?.sha256)).toBe(1)
    await person.leaves()
  })
})

describe.concurrent('a real program without receipts', () => {
  it('gets a megabyte of tabs, emoji and box drawing byte for byte', async () => {
    const agent = await readyAgent(program('records-texts', fleet.directory))
    const line = '\t└── naïve 🦀👩‍👩‍👧 ┃ “quoted” \\ $(id) #{pane_id} `x` trailing  \n'
    const text = `[czar m1 · assignment a1 · brief]\n${line.repeat(Math.ceil(1_000_000 / Buffer.byteLength(line)))}end`
    // The prompt may be on the screen before the program can take a whole paste.
    const delivered = await until(
      () => agent.deliver({ request: { text } }),
      result => result.kind !== 'held',
      { everyMs: 100 },
    )
    expect(delivered).toMatchObject({ kind: 'submitted', strength: 'inferred', enters: 1 })
    expect((await readFile(join(fleet.directory, 'text-1'))).equals(Buffer.from(text))).toBe(true)
  })

  it('has not taken a text only because its clock changes on the screen', async () => {
    const agent = await readyAgent(program('takes-nothing'))
    expect(await agent.deliver()).toMatchObject({ kind: 'undelivered', mayRetry: false })
  })

  const reader = ['bash', '-c', 'while read -r -p "bot> " line; do true; done']

  it('in line mode gets one line, and no text of several lines', async () => {
    const agent = await fleet.start(testProfile('command', { command: reader, ready: { screen: 'bot> $' } }))
    await until(agent.screen, screen => screen.includes('bot>'))
    const text = `${agent.request.text}\nsecond`
    expect(await agent.deliver({ request: { text } })).toEqual({ kind: 'held', by: 'lines', chars: null })
    expect(await agent.deliver()).toMatchObject({ kind: 'submitted', strength: 'inferred', enters: 1 })
    expect((await agent.screen()).split(agent.request.text)).toHaveLength(2)
  })

  it('in line mode gets each line separately if its profile demands it', async () => {
    const agent = await fleet.start(testProfile('command', { command: reader, ready: { screen: 'bot> $' }, input: 'lines' }))
    await until(agent.screen, screen => screen.includes('bot>'))
    const text = [agent.request.text, '', ...Array.from({ length: 60 }, (_, at) => `line ${at}`), 'the end'].join('\n')
    expect(await agent.deliver({ request: { text } })).toMatchObject({ kind: 'submitted', enters: 63 })
    await until(agent.screen, screen => /the end\nbot>$/.test(screen))
    expect((await agent.screen()).split('\n').slice(-4)).toEqual(['bot> line 58', 'bot> line 59', 'bot> the end', 'bot>'])
  })
})
