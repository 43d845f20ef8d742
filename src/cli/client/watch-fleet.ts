import { watch } from 'chokidar'
import { statusFile } from '../../adapters/status/files/project-files.ts'
import { counted } from '../../core/text/counted.ts'
import { widthOf } from '../../ui/text/width.ts'
import type { CliIo } from '../io.ts'
import type { ProjectPlace } from '../project/project-place.ts'
import { type FleetLook, lookAtFleet } from './look-at-fleet.ts'

export interface FleetWatch {
  readonly io: CliIo
  readonly show: (look: FleetLook) => string
  /** Whether each picture is drawn over the previous one, as on a terminal. Otherwise each change prints a new text. */
  readonly isRedrawn: boolean
}

/** How often the picture is drawn while nothing happens. It shows how old things are, so it changes with the time. */
const REDRAW_MS = 5_000

/**
 * Shows the fleet at each change until the fleet has finished or the person presses Ctrl-C. The exit code is 0 for a finished fleet, 3 if
 * it needs a person, and 130 after Ctrl-C.
 */
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

/** Draws one picture at a time. All requests that come during a drawing together lead to one more drawing. */
function coalesce(draw: () => Promise<void>, onError: (error: unknown) => void): () => void {
  let isDrawing = false
  let isRequested = false
  const run = async () => {
    isDrawing = true
    do {
      isRequested = false
      await draw()
    } while (isRequested)
    isDrawing = false
  }
  return () => {
    isRequested = true
    if (!isDrawing) run().catch(onError)
  }
}

/**
 * Draws line by line over the previous picture, so that nothing flickers. Draws at most as many rows as the terminal has. The terminal
 * itself breaks long lines.
 */
function overLast(text: string, io: CliIo): string {
  const { rows, columns } = io.stdout.size() ?? { rows: 24, columns: 80 }
  const lines = text.trimEnd().split('\n')
  const ends = lines.map((_, index) => rowsOf(lines.slice(0, index + 1), columns))
  const fitting = ends.filter(end => end <= rows - 2).length
  const shown = (ends.at(-1) ?? 0) < rows ? lines : [...lines.slice(0, fitting), `… ${counted(lines.length - fitting, 'more line')}`]
  return `\x1b[H${shown.map(line => `${line}\x1b[K`).join('\n')}\n\x1b[J`
}

/** The number of rows that these lines take. A line may be wider than the terminal, which then breaks it. */
function rowsOf(lines: readonly string[], columns: number): number {
  return lines.reduce((rows, line) => rows + Math.max(1, Math.ceil(widthOf(line) / columns)), 0)
}
