/**
 * With few panes the signal is sent more often. With many it is sent less often, because at each signal the server walks
 * over all its windows.
 */
const FEW_PANES = 16
const FEW_EVERY_MS = 100
const MANY_EVERY_MS = 250

/**
 * A tmux with utempter below 3.5 misses about every second end of a program (20 of 40 on 3.3a). The next SIGCHLD makes it notice, so czar
 * sends one regularly while a program can end.
 */
export class ChildNudge {
  #timer: NodeJS.Timeout | null = null
  #everyMs = 0

  /** `living`: number of panes whose program can end now; 0 stops the timer. */
  arm(serverPid: number | null, living: number): void {
    const everyMs = serverPid === null || living === 0 ? 0 : living <= FEW_PANES ? FEW_EVERY_MS : MANY_EVERY_MS
    if (everyMs === this.#everyMs) return
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#everyMs = everyMs
    this.#timer = serverPid === null || everyMs === 0 ? null : setInterval(() => nudgeChild(serverPid), everyMs)
  }

  stop(): void {
    this.arm(null, 0)
  }
}

/** Makes the server look for ended children now. */
export function nudgeChild(serverPid: number): void {
  try {
    process.kill(serverPid, 'SIGCHLD')
  } catch {
    // The server is gone, which its clients notice by themselves.
  }
}
