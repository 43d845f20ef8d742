import { setTimeout as pause } from 'node:timers/promises'
import type { StatusView } from '../../core/model/status.ts'
import { makeBell } from './bell.ts'
import type { SharedView } from './shared-view.ts'
import { BEAT, isTakenInTime, type Streaming } from './stream-target.ts'

/**
 * Sends one client the whole view, then what changed, at once when it was quiet and else once in `gapMs`. A client
 * only has the view that it last took: a slow one skips what was in between, and nothing is kept for it.
 */
export async function streamView(view: SharedView, streaming: Streaming): Promise<void> {
  const { target, pace } = streaming
  const bell = makeBell(target.ended)
  const unsubscribe = view.subscribe(bell.ring)
  let taken: StatusView | null = null
  try {
    for (;;) {
      bell.reset()
      const now = view.look()
      const news = view.newsSince(taken)
      // A stopping czar's last state is still sent.
      if (news === '' && target.ended.aborted) return
      if (news === '' && (await bell.rungWithin(pace.beatMs))) continue
      if (!(await isTakenInTime(streaming, news === '' ? BEAT : news))) return target.drop()
      taken = now
      // The czar's own heartbeat is no event: it is looked for when nothing else happens.
      if (news === '') view.forget()
      else await pause(pace.gapMs, null, { signal: target.ended }).catch(() => {})
    }
  } finally {
    unsubscribe()
    bell.close()
  }
}
