import { styleText } from 'node:util'
import type { CliIo, Output } from '../io.ts'

export type Colour = 'plain' | 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'
export type Paint = (colour: Colour, text: string) => string

/**
 * Makes the colours for a terminal. There are no colours in a pipe or file, with NO_COLOR (no-color.org), or on a terminal with TERM=dumb.
 */
export function makePaint(output: Output, env: CliIo['env']): Paint {
  const isColourful = output.isTerminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb'
  return (colour, text) => (isColourful && colour !== 'plain' ? styleText(colour, text, { validateStream: false }) : text)
}
