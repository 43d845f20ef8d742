import type { ScreenView } from '../../core/views/screen.ts'
import type { CzarDoor } from '../door.ts'
import type { StreamSource } from './stream-source.ts'

/** Streams the screen of a worker's terminal until the worker's last session has ended. A slow client gets only the newest screen. */
export function streamScreen(door: CzarDoor, worker: string): StreamSource {
  let newest: ScreenView | null = null
  let end: 'none' | 'seen' | 'sent' = 'none'
  return {
    subscribe: wake =>
      door.watchScreen(worker, screen => {
        if (screen === null) end = 'seen'
        else newest = screen
        wake()
      }),
    next() {
      const screen = newest
      newest = null
      if (screen !== null) return written('screen', screen)
      if (end !== 'seen') return end === 'sent' ? 'over' : null
      end = 'sent'
      return written('gone', { worker })
    },
  }
}

function written(event: 'screen' | 'gone', data: object): Buffer {
  return Buffer.from(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
}
