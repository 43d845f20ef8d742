import { expect, test } from 'vitest'
import { parseDiff } from '../../../../src/ui/web/page/model/parse-diff.ts'
import { anchor, isOn, type Remark, remarkOn } from '../../../../src/ui/web/page/model/review.ts'

/** A diff of one file with these lines, which begins at line 1. */
function filesWith(...lines: readonly string[]) {
  return parseDiff(`diff --git a/a.txt b/a.txt\n--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n${lines.join('\n')}\n`)
}

function remarkAt(files: ReturnType<typeof filesWith>, index: number): Remark {
  const [file] = files
  const line = file?.hunks[0]?.lines[index]
  if (file === undefined || line === undefined) throw new Error(`no line ${index}`)
  return { ...remarkOn(file, line, 1), text: 'Why?', isDraft: false }
}

const before = filesWith(' one', '-two', '+TWO', ' three', '+}', ' four', '+}')

test('a remark stays at its line if lines before it come and go', () => {
  const remark = remarkAt(before, 2)
  expect(remark).toMatchObject({ side: 'new', line: 2, lines: ['+TWO'] })
  const after = filesWith('+zero', '+half', ' one', '-two', '+TWO', ' three')
  const [moved] = anchor([remark], after)
  expect(moved).toMatchObject({ line: 4, isGone: false })
  expect(after[0]?.hunks[0]?.lines.filter(line => moved !== undefined && isOn(moved, line)).map(({ text }) => text)).toEqual(['TWO'])
})

test('of several lines with the same text, the one with the same neighbours keeps the remark, and else the nearest one', () => {
  const [first, second] = [remarkAt(before, 4), remarkAt(before, 6)]
  expect([first.line, second.line]).toEqual([4, 6])
  const after = filesWith('+new', ' one', '-two', '+TWO', ' three', '+}', ' four', '+}')
  expect(anchor([first, second], after).map(({ line }) => line)).toEqual([5, 7])
  expect(anchor([second], filesWith('+}', '+a', '+}', '+b', '+c', '+}')).map(({ line }) => line)).toEqual([6])
})

test('a remark on a removed line stays with the removed line, and not with an equal line that was added', () => {
  const remark = remarkAt(before, 1)
  expect(remark).toMatchObject({ side: 'old', line: 2 })
  expect(anchor([remark], filesWith(' one', '+two', ' three'))[0]).toMatchObject({ isGone: true })
  expect(anchor([remark], filesWith('-one', '-two', '+x'))[0]).toMatchObject({ side: 'old', line: 2, isGone: false })
})

test('a remark whose line or file is gone stays in the review as gone, and is found again when the line comes back', () => {
  const remark = remarkAt(before, 2)
  const gone = anchor([remark], filesWith(' one', '+2'))
  expect(gone[0]).toMatchObject({ line: 2, lines: ['+TWO'], text: 'Why?', isGone: true })
  expect(anchor([remark], [])[0]).toMatchObject({ isGone: true })
  expect(anchor(gone, before)[0]).toMatchObject({ isGone: false, line: 2 })
})

test('a line that was added and is now part of the base keeps its remark', () => {
  expect(anchor([remarkAt(before, 2)], filesWith(' one', ' TWO'))[0]).toMatchObject({ line: 2, isGone: false })
})

test('a long line is quoted only in part, and its remark is still found', () => {
  const files = filesWith(`+${'x'.repeat(100_000)}`)
  const remark = remarkAt(files, 0)
  expect(remark.lines[0]?.length).toBeLessThan(600)
  expect(anchor([remark], filesWith('+y', `+${'x'.repeat(100_000)}`))[0]).toMatchObject({ line: 2, isGone: false })
})
