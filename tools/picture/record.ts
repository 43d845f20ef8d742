// Makes the picture in the README from a real run: npm run pictures
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { drawFilm } from './draw-film.ts'
import { makeStation } from './make-station.ts'
import { play, type Take } from './play.ts'
import { readScreen } from './read-screen.ts'
import { openTerminal } from './terminal.ts'

const PICTURE = fileURLToPath(new URL('../../docs/dashboard.svg', import.meta.url))
const FLEET = fileURLToPath(new URL('station.yaml', import.meta.url))
const SIZE = { columns: 100, rows: 30 }

const station = await makeStation(FLEET)
try {
  const terminal = await openTerminal(station, SIZE)
  try {
    await keep(await Promise.race([play(terminal), interruption()]))
  } finally {
    await terminal.close()
  }
} finally {
  await station.end()
}

async function keep({ shots, lengthMs, poster }: Take): Promise<void> {
  const frames = await Promise.all(shots.map(async ({ atMs, screen }) => ({ atMs, rows: await readScreen(screen, SIZE) })))
  const svg = drawFilm({
    title: 'czar launch',
    description: 'A recorded run: six workers are launched, one asks and is answered, one is sent back, one dies and is brought back.',
    size: SIZE,
    frames,
    lengthMs,
    poster,
  })
  await writeFile(PICTURE, svg)
  console.log(`${PICTURE}: ${(lengthMs / 1000).toFixed(1)} s, ${frames.length} frames, ${Math.ceil(svg.length / 1024)} KiB`)
}

/** Waits for Ctrl-C, which ends the film and all programs that were started for it. */
async function interruption(): Promise<never> {
  await once(process, 'SIGINT')
  throw new Error('interrupted')
}
