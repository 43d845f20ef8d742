/** The process that sent a command to czar. `program` is its name in the system's process list. */
interface AskingProcess {
  readonly pid: number | null
  readonly program: string
}

/**
 * Who sent a command to czar. person: a process outside any agent. worker: a process started by an agent; `project` is set if that agent
 * belongs to another project. gate: a process started by a command that czar itself runs (`accept` or `setup`). stray: a process that an
 * agent may have left behind. `isVerified` is false if only the client itself says that it is this sender.
 */
export type Asker =
  | (AskingProcess & { readonly who: 'person'; readonly tty: string | null; readonly isVerified: boolean })
  | (AskingProcess & { readonly who: 'worker'; readonly worker: string; readonly project: string | null; readonly isVerified: boolean })
  | (AskingProcess & { readonly who: 'gate' })
  | (AskingProcess & { readonly who: 'stray'; readonly why: string })

/** Returns the sender as a text for the log: `worker api (sh, pid 12)`. */
export function askerText(asker: Asker): string {
  const process = [asker.program, asker.pid === null ? '' : `pid ${asker.pid}`].filter(part => part !== '').join(', ')
  return `${whoText(asker)}${process === '' ? '' : ` (${process})`}`
}

function whoText(asker: Asker): string {
  switch (asker.who) {
    case 'person':
      return `a person${asker.tty === null ? '' : ` on ${asker.tty}`}${asker.isVerified ? '' : ', unverified'}`
    case 'worker':
      return `worker ${asker.worker}${asker.project === null ? '' : ` of ${asker.project}`}${asker.isVerified ? '' : ', unverified'}`
    case 'gate':
      return 'a command that the czar runs'
    case 'stray':
      return `an unknown process: ${asker.why}`
  }
}

/** An event that a command caused. `by` is the sender of the command; events of earlier versions do not have it. */
export type Asked<E> = E extends unknown ? E & { readonly by?: Asker } : never
