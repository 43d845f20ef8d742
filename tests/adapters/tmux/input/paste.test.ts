import { readdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { until } from '../../../support/until.ts'
import { type Fleet, startFleet } from '../support/fleet.ts'
import { attachPerson } from '../support/person.ts'
import { startRawReader } from '../support/raw-reader.ts'

const START = '\x1b[200~'
const END = '\x1b[201~'
const ODD = 'a\r\nb\n\ttab\x1b[31mred\x1b[0m "quotes" \'#{pid}\' #(id) $HOME ; é 😀 عربي\x7f\u200b trailing  \n'

async function expectNothingLeft(fleet: Fleet): Promise<void> {
  expect(await fleet.person('list-buffers')).toBe('')
  expect(await readdir(dirname(fleet.socketPath))).toEqual(['tmux'])
}

describe('a paste', () => {
  it('arrives byte for byte and in brackets, from a few odd characters to 1 MB', async () => {
    const fleet = await startFleet()
    const reader = await startRawReader(fleet, 'a')
    const long = `${ODD}${'0123456789 ä\t😀 '.repeat(60_000)}`.slice(0, 900_000)
    for (const text of [ODD, long]) {
      const before = (await reader.bytes()).length
      expect(await fleet.tmux.paste(reader.pane, text)).toEqual({ outcome: 'pasted' })
      const wanted = Buffer.from(`${START}${text}${END}`)
      const bytes = await until(
        async () => (await reader.bytes()).subarray(before),
        got => got.length >= wanted.length,
      )
      expect(bytes.equals(wanted)).toBe(true)
    }
    expect(Buffer.byteLength(long)).toBeGreaterThan(1_000_000)
    await expectNothingLeft(fleet)
  })

  it('leaves copy mode first, because tmux would paste without brackets in it', async () => {
    const fleet = await startFleet()
    const reader = await startRawReader(fleet, 'a')
    await fleet.person('copy-mode', '-t', reader.pane)
    expect(await fleet.tmux.facts(reader.pane)).toMatchObject({ inMode: true })
    expect(await fleet.tmux.paste(reader.pane, ODD)).toEqual({ outcome: 'pasted' })
    await until(
      async () => (await reader.bytes()).toString(),
      text => text === `${START}${ODD}${END}`,
    )
    expect(await fleet.tmux.facts(reader.pane)).toMatchObject({ inMode: false })
  })

  it('is refused, with the reason, if it would be lost, doubled, or reach the wrong program', async () => {
    const fleet = await startFleet()
    const reader = await startRawReader(fleet, 'a')
    await fleet.person('select-pane', '-d', '-t', reader.pane)
    expect(await fleet.tmux.paste(reader.pane, 'x')).toEqual({ outcome: 'refused', reason: 'input-off' })
    await fleet.person('select-pane', '-e', '-t', reader.pane)
    await fleet.person('set-option', '-w', '-t', reader.pane, 'synchronize-panes', 'on')
    expect(await fleet.tmux.paste(reader.pane, 'x')).toEqual({ outcome: 'refused', reason: 'synchronized' })
    expect(await fleet.tmux.keys(reader.pane, ['Enter'])).toEqual({ outcome: 'refused', reason: 'synchronized' })
    await fleet.person('set-option', '-wu', '-t', reader.pane, 'synchronize-panes')
    await expect(fleet.tmux.paste(reader.pane, `x${END}rm -rf /`)).rejects.toMatchObject({ reason: 'refused' })
    await expect(fleet.tmux.paste(reader.pane, '')).rejects.toThrow('nothing to paste')
    await fleet.tmux.end(reader.session, 0)
    expect(await fleet.tmux.paste(reader.pane, 'x')).toEqual({ outcome: 'refused', reason: 'gone' })
    expect(await fleet.tmux.keys(reader.pane, ['Enter'])).toEqual({ outcome: 'refused', reason: 'gone' })
    await expectNothingLeft(fleet)
  })

  it('into programs that die at that moment is refused or done, and the server stays alive', async () => {
    const fleet = await startFleet()
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        // The program ends a moment after it gets the first paste.
        const session = await fleet.create(`w${index}`, ['sh', '-c', `read -r line; sleep 0.${String(index * 2).padStart(2, '0')}`])
        const results = new Set<string>()
        while (!results.has('dead')) {
          const result = await fleet.tmux.paste(session.pane, 'hello\n')
          results.add(result.outcome === 'refused' ? result.reason : 'pasted')
        }
        return [...results]
      }),
    )
    expect([...new Set(outcomes.flat())].sort()).toEqual(['dead', 'pasted'])
    expect(await fleet.tmux.list()).toHaveLength(20)
    expect(fleet.signals.filter(signal => signal.kind === 'server-lost')).toEqual([])
    await expectNothingLeft(fleet)
  })

  it('waits for a person who is typing, and not for one who only watches', async () => {
    const fleet = await startFleet()
    const reader = await startRawReader(fleet, 'a')
    await attachPerson(fleet, { session: reader.name, readOnly: true })
    expect(await fleet.tmux.facts(reader.pane)).toMatchObject({ writers: 0, lastKeyAgoMs: null })
    expect(await fleet.tmux.paste(reader.pane, 'one')).toEqual({ outcome: 'pasted' })
    const person = await attachPerson(fleet, { session: reader.name })
    person.type('draft')
    await until(
      async () => (await reader.bytes()).toString(),
      text => text.endsWith('draft'),
    )
    const { writers, lastKeyAgoMs } = await fleet.tmux.facts(reader.pane)
    expect(writers).toBe(1)
    expect(lastKeyAgoMs).toBeLessThan(2_500)
    expect(await fleet.tmux.paste(reader.pane, 'two')).toEqual({ outcome: 'refused', reason: 'person-typing' })
    expect(await fleet.tmux.keys(reader.pane, ['Enter'])).toEqual({ outcome: 'refused', reason: 'person-typing' })
    expect((await reader.bytes()).toString()).toBe(`${START}one${END}draft`)
  })
})

describe('keys', () => {
  it('reach the program as typed, and leave copy mode first', async () => {
    const fleet = await startFleet()
    const reader = await startRawReader(fleet, 'a')
    expect(await fleet.tmux.keys(reader.pane, ['Enter', 'C-c', 'Down', ';'])).toEqual({ outcome: 'pasted' })
    await until(
      async () => (await reader.bytes()).toString(),
      text => text === '\r\x03\x1b[B;',
    )
    await fleet.person('copy-mode', '-t', reader.pane)
    expect(await fleet.tmux.keys(reader.pane, ['C-u'])).toEqual({ outcome: 'pasted' })
    await until(
      async () => (await reader.bytes()).toString(),
      text => text.endsWith('\x15'),
    )
  })
})
