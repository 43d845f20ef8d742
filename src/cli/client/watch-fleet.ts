import { watch } from 'chokidar'
import { statusFile } from '../../adapters/status/files/project-files.ts'
import { widthOf } from '../../ui/text/width.ts'
import type { CliIo } from '../io.ts'
import type { ProjectPlace } from '../project/project-place.ts'
import { type FleetLook, lookAtFleet } from './look-at-fleet.ts'

export interface FleetWatch {
  readonly io: CliIo
  readonly show: (look: FleetLook) => string
  /** true: on a terminal, each picture is drawn over the last one. false: each change prints a new text. */
  readonly isRedrawn: boolean
}

/** How often the picture is drawn without events, because it shows ages. */
const REDRAW_MS = 5_000

/** Shows the fleet at each change until it has finished (exit 0, or 3 when it needs a person) or Ctrl-C (130). */
export async function watchFleet(place: ProjectPlace, { io, show, isRedrawn }: FleetWatch): Promise<void> {
  const over = Promise.withResolvers<void>()
  let shown = ''
  const draw = async () => {
    const look = await lookAtFleet(place)
    const text = show(look)
    if (isRedrawn || text !== shown) io.stdout.write(isRedrawn ? overLast(text, io) : text)
    shown = text
    if (look.view.czar.state !== 'finished' && look.view.czar.state !== 'stopped') return
    if (look.view.attention.length > 0) io.endsWith(3)
    over.resolve()
  }
  const drawSoon = coalesce(draw, over.reject)
  const watcher = watch(statusFile(place.directory), { ignoreInitial: true, atomic: true }).on('all', drawSoon)
  const timer = isRedrawn ? setInterval(drawSoon, REDRAW_MS) : undefined
  const stopListening = io.onInterrupt(() => {
    io.endsWith(130)
    over.resolve()
  })
  watcher.on('ready', drawSoon)
  try {
    await over.promise
  } finally {
    stopListening()
    clearInterval(timer)
    await watcher.close()
  }
}

/** Draws one picture at a time. All requests that come during a drawing lead to one more drawing. */
function coalesce(draw: () => Promise<void>, onError: (error: unknown) => void): () => void {
  let isDrawing = false
  let isWished = false
  const run = async () => {
    isDrawing = true
    do {
      isWished = false
      await draw()
    } while (isWished)
    isDrawing = false
  }
  return () => {
    isWished = true
    if (!isDrawing) run().catch(onError)
  }
}

/**
 * Draws line by line over the last picture, so that nothing flickers, and at most as many rows as the terminal has. The terminal itself
 * breaks long lines.
 */
function overLast(text: string, io: CliIo): string {
  const { rows, columns } = io.stdout.size() ?? { rows: 24, columns: 80 }
  const lines = text.trimEnd().split('\n')
  const ends = lines.map((_, index) => rowsOf(lines.slice(0, index + 1), columns))
  const fitting = ends.filter(end => end <= rows - 2).length
  const shown = (ends.at(-1) ?? 0) < rows ? lines : [...lines.slice(0, fitting), `… ${lines.length - fitting} more lines`]
  return `\x1b[H${shown.map(line => `${line}\x1b[K`).join('\n')}\n\x1b[J`
}

/** The rows that a line takes: a hint may be wider than the terminal, which breaks it. */
function rowsOf(lines: readonly string[], columns: number): number {
  return lines.reduce((rows, line) => rows + Math.max(1, Math.ceil(widthOf(line) / columns)), 0)
}
