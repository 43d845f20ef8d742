/** By what a person is told: a line to everybody attached, their terminal's bell, the desktop, a program, an HTTP request. */
export type AlertVia = 'tmux' | 'bell' | 'desktop' | 'command' | 'webhook'

/** What a person is told of: a matter that needs them, the end of the project. */
export type AlertOn = 'attention' | 'finished'

/** One way of telling, as far as the policy has to know it. Where it leads is the hand's alone: addresses may be secrets, and the project is journalled. */
export interface AlertConfig {
  /** `webhook`, and `webhook-2` for the second one. */
  readonly name: string
  readonly via: AlertVia
  readonly on: readonly AlertOn[]
  /** Told only when it is still open after so long. */
  readonly afterMs: number
}

/** Every day from one minute of the day to another, on the clocks of a zone; over midnight when `from` is the later one. */
export interface QuietHours {
  readonly fromMinute: number
  readonly toMinute: number
  /** IANA name, such as `Europe/Berlin`. */
  readonly zone: string
}

/** One matter that is told: its key, and the number of the event that raised it, so that a later raising is another matter. */
export interface AlertMatter {
  readonly key: string
  readonly raised: number
}

interface Told {
  /** Name of the way. */
  readonly alert: string
  readonly matters: readonly AlertMatter[]
  /** Who or what took it: `2 terminals`, `HTTP 200`; of an alert that nobody could notice, why. */
  readonly how: string
}

/** sent: somebody could have noticed it. unheard: nobody was there; it is not told again, for who comes sees the matters. */
export type AlertEvent = ({ readonly kind: 'alert.sent' } & Told) | ({ readonly kind: 'alert.unheard' } & Told)

/** The words of one alert: plain text of bounded length, in which nothing is markup. */
export interface Alert {
  /** The same when it is sent again, so that a receiver can tell. */
  readonly id: string
  readonly project: string
  readonly kind: AlertOn | 'test'
  /** One line. */
  readonly title: string
  /** Lines; all that is to be said, but for the title. */
  readonly text: string
  readonly matters: readonly AlertedMatter[]
}

export interface AlertedMatter {
  readonly key: string
  readonly worker: string | null
  readonly text: string
  /** What to type next. */
  readonly hint: string | null
  /** Since when it is open, ms since the epoch. */
  readonly since: number
}

export interface AlertsPort {
  /**
   * Sends one alert by the way of this name, in bounded time, and says who took it; null: nobody is there who could notice it.
   * Throws ToolError without any secret in it.
   */
  send(name: string, alert: Alert, signal?: AbortSignal): Promise<string | null>
}
