import { styleText } from 'node:util'
import { Text } from 'ink'
import { memo } from 'react'
import type { Line, Tone } from '../line.ts'

export interface LinesProps {
  readonly lines: readonly Line[]
  readonly isColourful: boolean
  /** Drawn reversed. */
  readonly selected?: number
}

/** Rows that were made to fit. Each is one text, drawn anew only when it has changed: 200 workers at work take half the CPU. */
export function Lines({ lines, isColourful, selected = -1 }: LinesProps) {
  return lines.map((line, index) => {
    const text = line.map(({ text, tone }) => paint(text, tone, isColourful)).join('')
    // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its place
    return <Row key={index} text={index === selected ? styleText('inverse', text, OPTIONS) : text} />
  })
}

const Row = memo(function Row({ text }: { readonly text: string }) {
  return <Text wrap="truncate-end">{text === '' ? ' ' : text}</Text>
})

const OPTIONS = { validateStream: false } as const
const COLOURS = { good: 'green', busy: 'cyan', warn: 'yellow', bad: 'red', faint: 'dim' } as const

function paint(text: string, tone: Tone, isColourful: boolean): string {
  if (tone === 'plain' || text === '') return text
  if (tone === 'strong') return styleText('bold', text, OPTIONS)
  return isColourful ? styleText(COLOURS[tone], text, OPTIONS) : text
}
