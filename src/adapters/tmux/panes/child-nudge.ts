/** Few panes are looked after more often: each nudge makes the server walk over all its windows. */
const FEW_PANES = 16
const FEW_EVERY_MS = 100
const MANY_EVERY_MS = 250

/**
 * Below 3.5, tmux with utempter loses the notice of about every second ended program until the next SIGCHLD (20 of
 * 40 on 3.3a): this sends one every now and then, while there is a program that can end.
 */
export class ChildNudge {
  #timer: NodeJS.Timeout | null = null
  #everyMs = 0

  /** `living`: how many panes could die now; none stops the timer. */
  arm(serverPid: number | null, living: number): void {
    const everyMs = serverPid === null || living === 0 ? 0 : living <= FEW_PANES ? FEW_EVERY_MS : MANY_EVERY_MS
    if (everyMs === this.#everyMs) return
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#everyMs = everyMs
    this.#timer = serverPid === null || everyMs === 0 ? null : setInterval(() => nudge(serverPid), everyMs)
  }

  stop(): void {
    this.arm(null, 0)
  }
}

/** Makes the server look for ended children now. */
export function nudge(serverPid: number): void {
  try {
    process.kill(serverPid, 'SIGCHLD')
  } catch {
    // The server is gone, which its clients notice by themselves.
  }
}
