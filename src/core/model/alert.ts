/**
 * How an alert reaches a person: as a line in every attached terminal, by the terminal bell, on the desktop, by running a program, or by an
 * HTTP request.
 */
export type AlertVia = 'tmux' | 'bell' | 'desktop' | 'command' | 'webhook'

/** The reason for an alert. attention: something needs a person. finished: the project has finished. */
export type AlertOn = 'attention' | 'finished'

/**
 * A channel for alerts, as the rules see it. Only the code that sends knows the address, because the address may be a secret and the
 * project is stored in the journal.
 */
export interface AlertConfig {
  /** The name of the channel, for example `webhook`. A second one is called `webhook-2`. */
  readonly name: string
  readonly via: AlertVia
  readonly on: readonly AlertOn[]
  /** How long something must have needed a person before the alert is sent. If it is settled earlier, no alert is sent. */
  readonly afterMs: number
}

/**
 * The hours of each day in which no alert is sent, in one time zone. If `fromMinute` is later in the day than `toMinute`, the hours go past
 * midnight.
 */
export interface QuietHours {
  readonly fromMinute: number
  readonly toMinute: number
  /** The IANA name of the time zone, for example `Europe/Berlin`. */
  readonly zone: string
}

/**
 * Something in an alert that needs a person: its key, and the number of the event that raised it. If it comes again, the number is another
 * one.
 */
export interface AlertMatter {
  readonly key: string
  readonly raised: number
}

interface Told {
  /** The name of the alert channel. */
  readonly alert: string
  readonly matters: readonly AlertMatter[]
  /** Who got the alert, for example `2 terminals` or `HTTP 200`. If no person got it, `how` is the reason. */
  readonly how: string
}

/**
 * The result of an alert. sent: a person could notice it. unheard: no person was there to notice it. Czar does not send an unheard alert
 * again, because the next person who attaches sees what needs attention.
 */
export type AlertEvent = ({ readonly kind: 'alert.sent' } & Told) | ({ readonly kind: 'alert.unheard' } & Told)

/** The content of one alert, as plain text of limited length. */
export interface Alert {
  /** The id of the alert. A repeated alert has the same id, so the receiver recognises the repetition. */
  readonly id: string
  readonly project: string
  readonly kind: AlertOn | 'test'
  /** The title, in one line. */
  readonly title: string
  /** The lines below the title. */
  readonly text: string
  readonly matters: readonly AlertedMatter[]
}

export interface AlertedMatter {
  readonly key: string
  readonly worker: string | null
  readonly text: string
  /** The command that the person can type next, or null if there is none. */
  readonly hint: string | null
  /** Since when it needs a person, in ms since the epoch. */
  readonly since: number
}

export interface AlertsPort {
  /**
   * Sends one alert through this channel within limited time. Returns who got it, or null if no person can notice it. Throws a ToolError
   * without secrets in it.
   */
  send(name: string, alert: Alert, signal?: AbortSignal): Promise<string | null>
}
