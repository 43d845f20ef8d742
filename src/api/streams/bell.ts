/** Something that may ring between two looks: it is reset before a look, so no ring is lost. */
export interface Bell {
  ring(): void
  reset(): void
  /** false: so many ms went by in silence. */
  rungWithin(ms: number): Promise<boolean>
  close(): void
}

/** A bell that rings for good once the stream has ended. */
export function makeBell(ended: AbortSignal): Bell {
  let rung = Promise.withResolvers<true>()
  const ring = () => rung.resolve(true)
  ended.addEventListener('abort', ring)
  return {
    ring,
    reset: () => {
      rung = Promise.withResolvers<true>()
      if (ended.aborted) ring()
    },
    rungWithin: async ms => {
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
