import type { ScreenView } from '../../core/model/screen.ts'
import type { CzarDoor } from '../door.ts'
import { makeBell } from './bell.ts'
import { BEAT, isTakenInTime, type Streaming } from './stream-target.ts'

/** Sends one client what a worker's pane shows, the newest alone when it is slow, until the session is gone. */
export async function streamScreen(door: CzarDoor, worker: string, streaming: Streaming): Promise<void> {
  const { target, pace } = streaming
  const bell = makeBell(target.ended)
  let newest: ScreenView | null = null
  let isGone = false
  const stopWatching = door.watchScreen(worker, screen => {
    if (screen === null) isGone = true
    else newest = screen
    bell.ring()
  })
  try {
    while (!target.ended.aborted) {
      bell.reset()
      const screen = newest
      newest = null
      if (screen === null && !isGone && (await bell.rungWithin(pace.beatMs))) continue
      const text = screen !== null ? written('screen', screen) : isGone ? written('gone', { worker }) : BEAT
      if (!(await isTakenInTime(streaming, text))) return target.drop()
      if (screen === null && isGone) return
    }
  } finally {
    stopWatching()
    bell.close()
  }
}

function written(event: 'screen' | 'gone', data: object): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}
