import { makeBell } from './bell.ts'
import type { SharedEvents } from './shared-events.ts'
import { BEAT, isTakenInTime, type Streaming } from './stream-target.ts'

/**
 * Sends one client the events after `seq`, page by page, for as long as it takes them. The journal is the
 * buffer: a client only has a position in it, so a slow one costs nothing and a lost one resumes.
 */
export async function streamEvents(events: SharedEvents, seq: number, streaming: Streaming): Promise<void> {
  const { target, pace } = streaming
  const bell = makeBell(target.ended)
  const unsubscribe = events.subscribe(bell.ring)
  let cursor = seq
  try {
    for (;;) {
      bell.reset()
      const { text, last } = events.after(cursor)
      cursor = last
      // A stopping czar's last word is still sent.
      if (text === '' && target.ended.aborted) return
      if (text === '' && (await bell.rungWithin(pace.beatMs))) continue
      if (!(await isTakenInTime(streaming, text === '' ? BEAT : text))) return target.drop()
    }
  } finally {
    unsubscribe()
    bell.close()
  }
}
