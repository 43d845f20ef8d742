import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { PaneStreams } from '../../../../src/adapters/tmux/panes/pane-streams.ts'
import type { PaneId } from '../../../../src/core/model/ids.ts'

const pane = '%1' as PaneId

function streamsOf({ isKnown }: { isKnown: boolean }) {
  const state = { isKnown, told: [] as number[] }
  const streams = new PaneStreams({
    onOutput: (_pane, bytes) => {
      if (state.isKnown) state.told.push(bytes)
      return state.isKnown
    },
    onTitle: () => {},
  })
  return { streams, state }
}

describe('the streams of panes', () => {
  it('report output at once, and combine output that follows closely', () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const { streams, state } = streamsOf({ isKnown: true })
    for (let index = 0; index < 100; index++) streams.read(pane, Buffer.from('ab'))
    expect(state.told).toEqual([2])
    vi.advanceTimersByTime(50)
    expect(state.told).toEqual([2, 198])
  })

  it('keep output that a pane wrote before it was registered', () => {
    const { streams, state } = streamsOf({ isKnown: false })
    streams.read(pane, Buffer.from('early '))
    state.isKnown = true
    streams.tellNow(pane)
    streams.tellNow(pane)
    expect(state.told).toEqual([6])
  })

  it('do not know which modes were switched in output that was skipped', () => {
    const { streams } = streamsOf({ isKnown: true })
    expect(streams.bracketedPaste(pane)).toBe(null)
    streams.born(pane)
    expect(streams.bracketedPaste(pane)).toBe(false)
    streams.read(pane, Buffer.from('\x1b[?2004h'))
    expect(streams.bracketedPaste(pane)).toBe(true)
    streams.noteGap(pane)
    expect(streams.bracketedPaste(pane)).toBe(null)
  })
})
