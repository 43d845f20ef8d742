import type { PaneScreen } from './recorded-pane.ts'

/** A screen of a real program, with the program's name, version and state. */
export interface Recording extends PaneScreen {
  readonly agent: string
  readonly version: string
  readonly shows: string
}

const HEAD_END = '----\n'

/** The text of the screen's file: six lines with the fields, then the screen with its escape sequences. */
export function writeRecording({ agent, version, shows, title, columns, rows, cursor, screen }: Recording): string {
  const head = [
    `agent: ${agent}`,
    `version: ${version}`,
    `shows: ${shows}`,
    `title: ${title}`,
    `size: ${columns}x${rows}`,
    `cursor: ${cursor.column},${cursor.row} ${cursor.isShown ? 'shown' : 'hidden'}`,
  ]
  return `${head.join('\n')}\n${HEAD_END}${screen}`
}
