import type { Journaled } from '../../core/model/event.ts'
import type { CzarDoor } from '../door.ts'
import { makeBell } from './bell.ts'
import { BEAT, isTakenInTime, type Streaming } from './stream-target.ts'

const PAGE = 50

/**
 * Sends one client the events after `seq`, page by page, for as long as it takes them. The journal is the
 * buffer: a client only has a position in it, so a slow one costs nothing and a lost one resumes.
 */
export async function streamEvents(door: CzarDoor, seq: number, streaming: Streaming): Promise<void> {
  const { target, pace } = streaming
  const bell = makeBell(target.ended)
  const unsubscribe = door.subscribe(() => bell.ring())
  let cursor = seq
  try {
    for (;;) {
      bell.reset()
      const page = door.eventsAfter(cursor, PAGE)
      cursor = page.at(-1)?.seq ?? cursor
      // A stopping czar's last word is still sent.
      if (page.length === 0 && target.ended.aborted) return
      if (page.length === 0 && (await bell.rungWithin(pace.beatMs))) continue
      const text = page.length === 0 ? BEAT : page.map(toServerSentEvent).join('')
      if (!(await isTakenInTime(streaming, text))) return target.drop()
    }
  } finally {
    unsubscribe()
    bell.close()
  }
}

function toServerSentEvent(event: Journaled): string {
  return `id: ${event.seq}\nevent: journal\ndata: ${JSON.stringify(event)}\n\n`
}
