import { describe, expect, it } from 'vitest'
import type { MessageId } from '../../../src/core/model/ids.ts'
import { isMarked, showsForeignDialog, showsMarker, showsPlaceholder, showsText } from '../../../src/supervisor/delivery/own-text.ts'

const messageId = 'm1' as MessageId
const text = (body: string) => ({ messageId, text: `[czar m1 · assignment a1 · brief]\n${body}` })

describe('the id of a message', () => {
  it.each([
    ['❯ [czar m1 · assignment a1 · brief] …', true],
    ['❯ [czar m1]', true],
    ['❯ [czar m12 · assignment a1 · brief]', false],
    ['[czar m12 · x]\n[czar m1 · y]', true],
    ['❯ czar m1', false],
  ])('is found among other text: %s', (screen, shows) => {
    expect(showsMarker(messageId, screen)).toBe(shows)
  })

  it('counts only on the first line of the text', () => {
    expect([isMarked(text('')), isMarked({ messageId, text: 'hello\n[czar m1 ]' })]).toEqual([true, false])
  })
})

describe('a folded paste', () => {
  const twoHundred = text(Array.from({ length: 199 }, (_, line) => `line ${line}`).join('\n'))

  it.each([
    ['❯ [Pasted text #1 +200 lines]', true],
    ['│ > [Pasted text #7 +199 lines] │', true],
    ['[Pasted ~201 lines]', true],
    ['[Pasted Text: 200 lines]', true],
    ['[Pasted text #200 +12 lines]', false],
    ['[Pasted text #1 +20 lines]', false],
    ['200 lines', false],
    [`› [Pasted Content ${twoHundred.text.length} chars]`, true],
    ['› [Pasted Content 200 chars]', false],
  ])("is recognised as czar's by its number of lines: %s", (screen, shows) => {
    expect(showsPlaceholder(twoHundred, screen)).toBe(shows)
  })
})

describe('a text on the screen', () => {
  it('is recognised by its end if its beginning has scrolled away, also wrapped and framed', () => {
    const long = text(`${'word '.repeat(500)}and so, after many words, here it comes to its end.`)
    expect(showsText(long, '│ word and so, after many words, here it co │\n│ mes to its end. │')).toBe(true)
    expect(showsText(long, '│ word and so, after many words, here it co │\n│ mes to no end. │')).toBe(false)
  })
})

describe('a dialog', () => {
  const dialog = (shown: string) => ({ dialog: { text: shown, keys: ['Enter'] } })

  it('that the pasted text itself quotes does not count', () => {
    const task = text('Remove the question "Do you trust\nthis folder?" from the start.')
    expect(showsForeignDialog(task, dialog('Do you trust this folder?'))).toBe(false)
    expect(showsForeignDialog(task, dialog('Do you trust that folder?'))).toBe(true)
    expect(showsForeignDialog(task, { dialog: null })).toBe(false)
  })
})
