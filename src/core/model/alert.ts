/** How an alert reaches a person: a line in every attached client, the terminal bell, the desktop, a program, or an HTTP request. */
export type AlertVia = 'tmux' | 'bell' | 'desktop' | 'command' | 'webhook'

/** When a person is alerted: an attention item is open, or the project has finished. */
export type AlertOn = 'attention' | 'finished'

/** An alert channel as the policy sees it. Only the adapter knows the address: it may be a secret, and the journal holds the project. */
export interface AlertConfig {
  /** `webhook`; a second one is called `webhook-2`. */
  readonly name: string
  readonly via: AlertVia
  readonly on: readonly AlertOn[]
  /** Delay before the alert. If the attention item is settled before that, no alert is sent. */
  readonly afterMs: number
}

/** A daily span between two minutes of the day in one time zone. It crosses midnight when `fromMinute` is the later one. */
export interface QuietHours {
  readonly fromMinute: number
  readonly toMinute: number
  /** IANA name, such as `Europe/Berlin`. */
  readonly zone: string
}

/** An attention item in an alert: its key, and the `seq` of the event that raised it. An item that is raised again has another `seq`. */
export interface AlertMatter {
  readonly key: string
  readonly raised: number
}

interface Told {
  /** Name of the alert channel. */
  readonly alert: string
  readonly matters: readonly AlertMatter[]
  /** The receiver: `2 terminals`, `HTTP 200`. For an unheard alert, the reason. */
  readonly how: string
}

/**
 * sent: a person could notice the alert. unheard: no person was there. Czar does not send an unheard alert again,
 * because the next person who attaches sees the attention items.
 */
export type AlertEvent = ({ readonly kind: 'alert.sent' } & Told) | ({ readonly kind: 'alert.unheard' } & Told)

/** The content of one alert: plain text of bounded length, without markup. */
export interface Alert {
  /** Stays the same when the alert is sent again, so that a receiver can recognise duplicates. */
  readonly id: string
  readonly project: string
  readonly kind: AlertOn | 'test'
  /** One line. */
  readonly title: string
  /** The body, in lines, without the title. */
  readonly text: string
  readonly matters: readonly AlertedMatter[]
}

export interface AlertedMatter {
  readonly key: string
  readonly worker: string | null
  readonly text: string
  /** The next command to type. */
  readonly hint: string | null
  /** When the item was raised, ms since the epoch. */
  readonly since: number
}

export interface AlertsPort {
  /**
   * Sends one alert through the named channel, within bounded time, and returns its receiver; null: no person can notice it. Throws a
   * ToolError that holds no secret.
   */
  send(name: string, alert: Alert, signal?: AbortSignal): Promise<string | null>
}

/** Why czar cannot send an alert to this address; null: it can. The answer does not name the address, which may be a secret. */
export function webhookProblem(address: string): string | null {
  const url = URL.parse(address)
  if (url === null) return 'it is no URL such as https://ntfy.sh/my-topic'
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isHere))
    return 'it must begin with https:// (http:// for this machine alone)'
  // fetch refuses such a URL with a message that contains the whole URL.
  if (url.username !== '' || url.password !== '')
    return 'it holds a name or password; put the token into a variable and name that in token_env'
  return null
}
