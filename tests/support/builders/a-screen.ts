import type { PaneScreen } from '../../../src/core/ports/pane-screen.ts'

/**
 * A screen, drawn as tests write it: `▮` is the terminal's own cursor, `▯` is a cursor that the program draws, and `⟦hint⟧` is faint text.
 */
export function aScreen(drawn: string, columns = 80): PaneScreen {
  const rows = drawn.split('\n').map(readRow)
  const cursors = rows.flatMap(({ terminal, program }, row) => [
    ...(terminal < 0 ? [] : [{ row, column: terminal, kind: 'terminal' as const }]),
    ...(program < 0 ? [] : [{ row, column: program, kind: 'drawn' as const }]),
  ])
  const join = (key: 'text' | 'solid') =>
    rows
      .map(row => row[key].trimEnd())
      .join('\n')
      .trimEnd()
  return {
    text: join('text'),
    solid: join('solid'),
    grey: '',
    columns,
    isAlternate: false,
    cursors: cursors.toSorted((a, b) => a.kind.localeCompare(b.kind) * -1),
  }
}

function readRow(drawn: string) {
  let text = ''
  let solid = ''
  let isFaint = false
  let terminal = -1
  let program = -1
  for (const char of drawn) {
    if (char === '⟦' || char === '⟧') isFaint = char === '⟦'
    else if (char === '▮') terminal = text.length
    else if (char === '▯') program = text.length
    else {
      text += char
      solid += isFaint ? ' '.repeat(char.length) : char
    }
  }
  return { text, solid, terminal, program }
}
