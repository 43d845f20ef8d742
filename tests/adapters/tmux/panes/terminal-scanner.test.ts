import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TerminalScanner } from '../../../../src/adapters/tmux/panes/terminal-scanner.ts'

function scan(chunks: readonly Buffer[]): unknown[] {
  const seen: unknown[] = []
  const scanner = new TerminalScanner({ onTitle: title => seen.push(title), onBracketedPaste: isOn => seen.push(isOn) })
  for (const chunk of chunks) scanner.read(chunk)
  return seen
}

const STREAM = [
  'text \x1b[1;31mred\x1b[0m \x1b[?25;2004h',
  '\x1b]0;✳ Claude é\x07\x1b]2;second\x1b\\',
  '\x1bP+q544e\x1b[?2004l\x1b\\',
  '\x1b]52;c;AAAA\x07\x1b[?1049h\x1b[2004h',
  '\x1b]2;broken off\x18\x1b[?2004\x1b[?2004l',
  '\x1b[?2004h\x1bc\x1b]2;last\x07',
].join('plain \n')

describe('the scanner of pane output', () => {
  it('reads titles and bracketed paste, and nothing inside other sequences', () => {
    expect(scan([Buffer.from(STREAM)])).toEqual([true, '✳ Claude é', 'second', false, true, false, 'last'])
  })

  it('reads the same wherever the stream is split', () => {
    const bytes = Buffer.from(STREAM)
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 12 }), cuts => {
        const sorted = [0, ...cuts.sort((a, b) => a - b), bytes.length]
        const chunks = sorted.slice(1).map((end, index) => bytes.subarray(sorted[index] ?? 0, end))
        expect(scan(chunks)).toEqual(scan([bytes]))
      }),
    )
  })

  it("keeps at most a title's length of a sequence that never ends", () => {
    expect(scan([Buffer.from('\x1b]2;'), Buffer.alloc(1_000_000, 'x'), Buffer.from('\x07')])).toEqual(['x'.repeat(2_046)])
  })
})
