import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AgentProfile } from '../../../src/core/model/project.ts'
import { until } from '../../support/until.ts'
import { type RealAgent, type RealFleet, startRealFleet } from './support/real-fleet.ts'
import { scriptedProfile } from './support/scripted-profile.ts'
import { testProfile } from './support/test-profile.ts'

let fleet: RealFleet
beforeAll(async () => {
  fleet = await startRealFleet()
})
afterAll(() => fleet.end())

/** Started, and seen ready: as the caller of a delivery has it. */
async function readyAgent(profile: AgentProfile): Promise<RealAgent> {
  const agent = await fleet.start(profile)
  const isReady = async () =>
    profile.kind === 'scripted' ? agent.watch.seen().some(({ kind }) => kind === 'ready') : (await agent.screen()).includes('❯')
  await until(isReady, Boolean, { what: 'ready' })
  return agent
}

function program(name: string, ...words: string[]): AgentProfile {
  const path = fileURLToPath(new URL(`agents/${name}.js`, import.meta.url))
  return testProfile('command', { command: [process.execPath, path, ...words], ready: { screen: '^❯' } })
}

describe.concurrent('a real agent in real tmux', () => {
  it('that boots slowly gets its text when it is ready, and says so', async () => {
    const agent = await readyAgent(scriptedProfile({ SCRIPTED_BOOT_MS: '400' }))
    expect(await agent.deliver()).toMatchObject({ kind: 'submitted', strength: 'exact', enters: 1 })
    expect(agent.receipts(agent.pasted[0]?.sha256)).toBe(1)
  })

  it('that swallows the first Enter gets a second one', async () => {
    const agent = await readyAgent(scriptedProfile({ SCRIPTED_SWALLOW_ENTERS: '1' }))
    expect(await agent.deliver()).toMatchObject({ kind: 'submitted', enters: 2 })
    expect(agent.receipts()).toBe(1)
  })

  it('that swallows every Enter keeps the text in its composer, and that is said', async () => {
    const agent = await readyAgent(scriptedProfile({ SCRIPTED_SWALLOW_ENTERS: '99' }))
    const result = await agent.deliver()
    expect(result).toEqual({ kind: 'undelivered', reason: 'no receipt after 3 Enter: the text is still in the composer', mayRetry: false })
    expect([agent.pasted.length, agent.receipts()]).toEqual([1, 0])
  })

  it('that dies of its prompt is dead', async () => {
    const agent = await readyAgent(scriptedProfile({ SCRIPTED_EXIT_ON: 'prompt' }))
    expect(await agent.deliver()).toEqual({ kind: 'undelivered', reason: 'the agent died before it took the text', mayRetry: true })
  })

  it('that dies of the paste is dead, and so is tmux not', async () => {
    const agent = await readyAgent(program('dies-on-paste'))
    expect(await agent.deliver()).toEqual({ kind: 'undelivered', reason: 'the agent died before it took the text', mayRetry: true })
    expect(await agent.deliver()).toMatchObject({ kind: 'undelivered', mayRetry: true })
    expect((await fleet.terminal.list()).length).toBeGreaterThan(0)
  })

  it('that asks to be trusted is not answered, and gets the text when somebody has', async () => {
    const agent = await fleet.start(scriptedProfile({ SCRIPTED_DIALOG: 'trust' }))
    await until(agent.screen, screen => screen.includes('Do you trust'))
    expect(await agent.deliver()).toMatchObject({ kind: 'undelivered', reason: expect.stringContaining('dialog'), mayRetry: true })
    await fleet.terminal.keys(agent.request.pane, ['Enter'])
    await until(() => agent.watch.seen().some(({ kind }) => kind === 'ready'))
    expect(await agent.deliver()).toMatchObject({ kind: 'submitted' })
  })

  it('that was left in copy mode gets its text whole', async () => {
    const agent = await readyAgent(scriptedProfile())
    await fleet.tmux('copy-mode', '-t', agent.request.pane)
    const text = `${agent.request.text}\n\tand\n\tmore\n\tlines`
    expect(await agent.deliver({ request: { text } })).toMatchObject({ kind: 'submitted', enters: 1 })
    expect(agent.receipts(agent.pasted[0]?.sha256)).toBe(1)
  })

  it('with a draft of somebody keeps that draft', async () => {
    const agent = await readyAgent(scriptedProfile())
    await fleet.tmux('send-keys', '-t', agent.request.pane, '-l', 'my own thoughts')
    await until(agent.screen, screen => screen.includes('my own thoughts'))
    expect(await agent.deliver()).toEqual({ kind: 'undelivered', reason: "a person's draft is in the composer", mayRetry: true })
    expect([await agent.screen(), agent.receipts()]).toEqual([expect.stringContaining('❯ my own thoughts'), 0])
  })

  it('that was pasted into before the czar was killed only gets Enter', async () => {
    const agent = await readyAgent(scriptedProfile())
    const text = `${agent.request.text}\na\nb\nc\nd`
    const killed = agent.deliver({ request: { text }, hands: { onPasted: () => Promise.reject(new Error('killed')) } })
    await expect(killed).rejects.toThrow('killed')
    await until(agent.screen, screen => screen.includes('[Pasted text'))
    expect(await agent.deliver({ request: { text, resume: 'after-intent' } })).toMatchObject({ kind: 'submitted', enters: 1 })
    expect(agent.receipts()).toBe(1)
    expect(await agent.deliver({ request: { text, resume: 'after-paste' } })).toMatchObject({ kind: 'submitted', enters: 0 })
    expect(agent.receipts()).toBe(1)
  })

  it('with a person typing is left to them until they have sent their own text', async () => {
    const agent = await readyAgent(scriptedProfile())
    const person = await fleet.attach(agent.session)
    person.types('what of it?')
    await until(agent.screen, screen => screen.includes('what of it?'))
    const delivery = agent.deliver()
    person.types('\r')
    expect(await delivery).toMatchObject({ kind: 'submitted' })
    expect(agent.receipts()).toBe(2)
    expect(agent.receipts(agent.pasted[0]?.sha256)).toBe(1)
    await person.leaves()
  })
})

describe.concurrent('a real program without receipts', () => {
  it('receives a megabyte of tabs, emoji and box drawing byte for byte', async () => {
    const agent = await readyAgent(program('records-texts', fleet.directory))
    const line = '\t└── naïve 🦀👩‍👩‍👧 ┃ “quoted” \\ $(id) #{pane_id} `x` trailing  \n'
    const text = `[czar m1 · assignment a1 · brief]\n${line.repeat(Math.ceil(1_000_000 / Buffer.byteLength(line)))}end`
    expect(await agent.deliver({ request: { text } })).toMatchObject({ kind: 'submitted', strength: 'inferred', enters: 1 })
    expect((await readFile(join(fleet.directory, 'text-1'))).equals(Buffer.from(text))).toBe(true)
  })

  it('has not taken a text because its clock ticks', async () => {
    const agent = await readyAgent(program('takes-nothing'))
    expect(await agent.deliver()).toMatchObject({ kind: 'undelivered', mayRetry: false })
  })

  it('in a line terminal is given one line, and no text of several', async () => {
    const agent = await fleet.start(testProfile('command', { command: ['cat', '-'] }))
    expect(await agent.deliver({ request: { text: `${agent.request.text}\nsecond` } })).toMatchObject({
      kind: 'undelivered',
      reason: expect.stringContaining('bracketed paste is off'),
    })
    expect(await agent.deliver()).toMatchObject({ kind: 'submitted', strength: 'inferred', enters: 1 })
    expect((await agent.screen()).split(agent.request.text)).toHaveLength(3)
  })
})
