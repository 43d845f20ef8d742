import { describe, expect, it } from 'vitest'
import { sealOf } from '../../../../src/adapters/tmux/panes/exit-files.ts'
import { PaneBook } from '../../../../src/adapters/tmux/panes/pane-book.ts'
import type { PaneId, SessionId } from '../../../../src/core/model/ids.ts'
import type { TerminalSignal } from '../../../../src/core/ports/terminal-port.ts'

const pane = '%1' as PaneId
const session = '$1' as SessionId
const nonce = '0123456789abcdef0123456789abcdef'

function bookOfOne(): { book: PaneBook; told: string[]; forgotten: PaneId[] } {
  const told: TerminalSignal[] = []
  const forgotten: PaneId[] = []
  const book = new PaneBook({ tell: signal => told.push(signal), forget: gone => forgotten.push(gone) })
  book.add({ session, pane, name: 'w', pid: 42, born: '1', seal: sealOf(nonce), exitDir: '/tmp' })
  return {
    book,
    forgotten,
    get told() {
      return told.map(signal => signal.kind)
    },
  }
}

describe('the book of panes', () => {
  it('reports the end of a program once, whichever signal of it comes first, and however often', () => {
    const one = bookOfOne()
    expect(one.book.exitTitle(pane, `czar:${nonce}:3`, 0)).toBe(true)
    one.book.exited(pane, 3, 1)
    one.book.died(pane, { status: 3, signal: null })
    expect(one.told).toEqual(['program-exited'])
    expect(one.book.living).toBe(0)
  })

  it("does not take a title for an end if the title lacks the pane's secret word", () => {
    const one = bookOfOne()
    for (const title of [`czar:${nonce.replace('0', '1')}:3`, `czar:${nonce}`, `czar:${nonce}:3 `, 'zsh']) {
      expect(one.book.exitTitle(pane, title, 0)).toBe(false)
    }
    expect(one.told).toEqual([])
  })

  it('reports for a session that czar ends itself only that it closed, and forgets it', () => {
    const one = bookOfOne()
    one.book.ending(session)
    one.book.exited(pane, 143, 0)
    one.book.closed(pane)
    one.book.closed(pane)
    one.book.died(pane, { status: null, signal: 9 })
    expect(one.told).toEqual(['session-closed'])
    expect(one.forgotten).toEqual([pane])
  })
})
