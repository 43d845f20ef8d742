import type { Journaled } from '../core/model/event.ts'
import type { CzarDoor } from './door.ts'

const PAGE = 50

export interface StreamPace {
  /** A comment line this often shows both sides that the other is there. */
  readonly beatMs: number
  /** A client that has not taken one page within this is dropped. */
  readonly slowAfterMs: number
}

export interface StreamTarget {
  /** Settles when the client has taken the text. */
  write(text: string): Promise<unknown>
  /** Ends the connection at once, whatever is still to be sent. */
  drop(): void
  readonly ended: AbortSignal
}

/**
 * Sends one client the events after `seq`, page by page, for as long as it takes them. The journal is the
 * buffer: a client only has a position in it, so a slow one costs nothing and a lost one resumes.
 */
export async function streamEvents(
  door: CzarDoor,
  seq: number,
  { target, pace }: { target: StreamTarget; pace: StreamPace },
): Promise<void> {
  const bell = makeBell(target.ended)
  const unsubscribe = door.subscribe(() => bell.ring())
  let cursor = seq
  try {
    while (!target.ended.aborted) {
      bell.reset()
      const page = door.eventsAfter(cursor, PAGE)
      cursor = page.at(-1)?.seq ?? cursor
      if (page.length === 0 && (await bell.rungWithin(pace.beatMs))) continue
      const text = page.length === 0 ? ': beat\n\n' : page.map(toServerSentEvent).join('')
      if (!(await isTakenInTime(target, text, pace.slowAfterMs))) return target.drop()
    }
  } finally {
    unsubscribe()
    bell.close()
  }
}

function toServerSentEvent(event: Journaled): string {
  return `id: ${event.seq}\nevent: journal\ndata: ${JSON.stringify(event)}\n\n`
}

async function isTakenInTime(target: StreamTarget, text: string, slowAfterMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>(resolve => {
    timer = setTimeout(() => resolve(false), slowAfterMs)
  })
  const taken = target.write(text).then(
    () => true,
    () => false,
  )
  const isTaken = await Promise.race([taken, late])
  clearTimeout(timer)
  return isTaken
}

/** Something that may ring between two looks: it is reset before a look, so no ring is lost. */
function makeBell(ended: AbortSignal) {
  let rung = Promise.withResolvers<true>()
  const ring = () => rung.resolve(true)
  ended.addEventListener('abort', ring)
  return {
    ring,
    reset: () => {
      rung = Promise.withResolvers<true>()
      if (ended.aborted) ring()
    },
    rungWithin: async (ms: number): Promise<boolean> => {
      let timer: NodeJS.Timeout | undefined
      const silent = new Promise<false>(resolve => {
        timer = setTimeout(() => resolve(false), ms)
      })
      const isRung = await Promise.race([rung.promise, silent])
      clearTimeout(timer)
      return isRung
    },
    close: () => ended.removeEventListener('abort', ring),
  }
}
