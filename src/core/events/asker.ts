/** The process that asked the czar for something, and whose it is. `program`: as the system names it. */
interface AskingProcess {
  readonly pid: number | null
  readonly program: string
}

/**
 * Who asked for a command. person: a process that runs under no agent. worker: one that runs under an agent, `project` when
 * that is another project's. gate: under a command that the czar itself runs (`accept`, `setup`). stray: nobody can tell it
 * from what an agent left running. `isVerified` is false where only the client's own word says who it is.
 */
export type Asker =
  | (AskingProcess & { readonly who: 'person'; readonly tty: string | null; readonly isVerified: boolean })
  | (AskingProcess & { readonly who: 'worker'; readonly worker: string; readonly project: string | null; readonly isVerified: boolean })
  | (AskingProcess & { readonly who: 'gate' })
  | (AskingProcess & { readonly who: 'stray'; readonly why: string })

/** For lines of the log: `worker api (sh, pid 12)`. */
export function askerText(asker: Asker): string {
  const process = [asker.program, asker.pid === null ? '' : `pid ${asker.pid}`].filter(part => part !== '').join(', ')
  return `${whoText(asker)}${process === '' ? '' : ` (${process})`}`
}

function whoText(asker: Asker): string {
  switch (asker.who) {
    case 'person':
      return `a person${asker.tty === null ? '' : ` on ${asker.tty}`}${asker.isVerified ? '' : ', by its own word'}`
    case 'worker':
      return `worker ${asker.worker}${asker.project === null ? '' : ` of ${asker.project}`}${asker.isVerified ? '' : ', by its own word'}`
    case 'gate':
      return 'a command that the czar runs'
    case 'stray':
      return `an unknown process: ${asker.why}`
  }
}

/** An event that a command brought about; events of earlier versions do not say who asked. */
export type Asked<E> = E extends unknown ? E & { readonly by?: Asker } : never
