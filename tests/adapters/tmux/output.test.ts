import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { processorTime } from '../../support/processor-time.ts'
import { until } from '../../support/until.ts'
import { startFleet } from './support/fleet.ts'

describe('the output of a pane', () => {
  it('in a flood costs little and delays no other pane', async () => {
    const fleet = await startFleet()
    const block = join(fleet.directory, 'block')
    await writeFile(block, `${'x'.repeat(120)}\n`.repeat(80_000))
    const clock = await fleet.create('clock', ['sh', '-c', 'while :; do sleep 0.02; printf .; done'])
    const spent = await processorTime(async () => {
      const flood = await fleet.create('flood', ['sh', '-c', `cat ${`${block} `.repeat(2)}`])
      await until(() => fleet.ends(flood).length)
      expect(await fleet.tmux.facts(flood.pane)).toMatchObject({ bracketedPaste: null })
    })
    // Reading byte by byte would take seconds. bench/ has the figures.
    expect(spent).toBeLessThan(1_500)
    const ticks = fleet.signals
      .filter(signal => signal.kind === 'output' && signal.pane === clock.pane)
      .map(signal => ('at' in signal ? signal.at : 0))
    expect(ticks.length).toBeGreaterThan(5)
    const gaps = ticks.slice(1).map((at, index) => at - (ticks[index] ?? 0))
    const usual = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length * 0.8)]
    expect(usual).toBeLessThan(1_000)
  })

  it('shows titles, output sizes and bracketed paste as they change', async () => {
    const fleet = await startFleet()
    const script =
      "printf '\\033]0;first \\303'; sleep 0.05; printf '\\251\\007\\033[?2004h'; read -r line; printf '\\033[?2004l\\033]2;second\\033\\\\'; read -r line"
    const session = await fleet.create('a', ['sh', '-c', script])
    await until(
      async () => (await fleet.tmux.facts(session.pane)).bracketedPaste,
      value => value === true,
    )
    await fleet.tmux.keys(session.pane, ['Enter'])
    await until(
      async () => (await fleet.tmux.facts(session.pane)).bracketedPaste,
      value => value === false,
    )
    expect(fleet.signals.filter(signal => signal.kind === 'title')).toEqual([
      { kind: 'title', pane: session.pane, title: 'first é' },
      { kind: 'title', pane: session.pane, title: 'second' },
    ])
    const bytes = () =>
      fleet.signals.reduce((sum, signal) => sum + (signal.kind === 'output' && signal.pane === session.pane ? signal.bytes : 0), 0)
    await until(bytes, sum => sum === 43)
  })
})
