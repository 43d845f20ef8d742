/** With more panes than this, czar sends the signal less often, because at each signal the server walks over all its windows. */
const FEW_PANES = 16
const FEW_EVERY_MS = 100
const MANY_EVERY_MS = 250

/**
 * A tmux server below 3.5 with utempter misses about every second end of a program (20 of 40 on 3.3a). At the next SIGCHLD it notices the
 * end, so czar sends this signal regularly while a program can end.
 */
export class ChildSignal {
  #timer: NodeJS.Timeout | null = null
  #everyMs = 0

  /** Starts or stops the timer. `living` is the number of panes whose program can end now. 0 stops the timer. */
  arm(serverPid: number | null, living: number): void {
    const everyMs = serverPid === null || living === 0 ? 0 : living <= FEW_PANES ? FEW_EVERY_MS : MANY_EVERY_MS
    if (everyMs === this.#everyMs) return
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#everyMs = everyMs
    this.#timer = serverPid === null || everyMs === 0 ? null : setInterval(() => sendChildSignal(serverPid), everyMs)
  }

  stop(): void {
    this.arm(null, 0)
  }
}

/** Makes the tmux server look for child processes that have ended. */
export function sendChildSignal(serverPid: number): void {
  try {
    process.kill(serverPid, 'SIGCHLD')
  } catch {
    // The server is gone. Czar's clients of the server notice that by themselves.
  }
}
