import { styleText } from 'node:util'
import { Text } from 'ink'
import { memo } from 'react'
import type { Line, Tone } from '../lines/line.ts'

export interface LinesProps {
  readonly lines: readonly Line[]
  readonly isColourful: boolean
  /** The index of the row that is drawn reversed. */
  readonly selected?: number
}

/**
 * Draws rows that already have the right width. Each row is one text, which is drawn again only when it has changed. With 200 working
 * workers this halves the CPU time.
 */
export function Lines({ lines, isColourful, selected = -1 }: LinesProps) {
  return lines.map((line, index) => {
    const isSelected = index === selected
    const text = merged(line)
      .map(({ text, tone }) => paint(text, tone, isColourful))
      .join('')
    // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its place
    return <Row key={index} text={isSelected ? styleText('inverse', text, OPTIONS) : text.trimEnd()} />
  })
}

/** Joins neighbouring texts of the same tone into one, because ink examines every change of style in every picture. */
function merged(line: Line): Line {
  const stretches: { text: string; tone: Tone }[] = []
  for (const { text, tone } of line) {
    const last = stretches.at(-1)
    if (last?.tone === tone) last.text += text
    else if (text !== '') stretches.push({ text, tone })
  }
  return stretches
}

const Row = memo(function Row({ text }: { readonly text: string }) {
  return <Text wrap="truncate-end">{text === '' ? ' ' : text}</Text>
})

const OPTIONS = { validateStream: false } as const
const COLOURS = { good: 'green', busy: 'cyan', warn: 'yellow', bad: 'red', faint: 'dim' } as const

function paint(text: string, tone: Tone, isColourful: boolean): string {
  if (tone === 'plain' || text === '') return text
  if (tone === 'strong') return styleText('bold', text, OPTIONS)
  // An alarm is reversed and blinks, so that it is visible without colours too.
  if (tone === 'alarm') return styleText(isColourful ? ['bold', 'inverse', 'blink', 'red'] : ['bold', 'inverse', 'blink'], text, OPTIONS)
  return isColourful ? styleText(COLOURS[tone], text, OPTIONS) : text
}
