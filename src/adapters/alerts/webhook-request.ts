import type { Alert } from '../../core/model/alert.ts'
import { plainText } from '../../core/text/plain-text.ts'

/** The format that a webhook receiver understands. */
export type WebhookShape = 'slack' | 'discord' | 'ntfy' | 'json'

export interface WebhookRequest {
  readonly url: URL
  readonly body: object
}

/** Guesses the format from the host; `json` if unknown. */
export function guessShape({ hostname }: URL): WebhookShape {
  if (hostname === 'hooks.slack.com') return 'slack'
  if (/^(?:[a-z]+\.)?discord(?:app)?\.com$/.test(hostname)) return 'discord'
  return hostname === 'ntfy.sh' || hostname.startsWith('ntfy.') ? 'ntfy' : 'json'
}

/** The alert in the receiver's format. Its text contains no active markup and mentions no person. */
export function webhookRequest(shape: WebhookShape, url: URL, alert: Alert): WebhookRequest {
  return SHAPES[shape](url, alert)
}

const SHAPES = { slack, discord, ntfy, json } satisfies Record<WebhookShape, (url: URL, alert: Alert) => WebhookRequest>

/** Escaping `<` disables `<!channel>`; Slack-like receivers (Mattermost) notify people at a bare `@all`. */
function slack(url: URL, { title, text }: Alert): WebhookRequest {
  const escaped = `${title}\n${text}`.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const body = { text: escaped.replace(/@(?=\w)/g, '@\u200b'), mrkdwn: false, link_names: false, unfurl_links: false, unfurl_media: false }
  return { url, body }
}

const DISCORD_CHARS = 2_000
/** No link previews: the receiver would fetch a link that a worker wrote, in the name of somebody else. */
const DISCORD_NO_EMBEDS = 4

function discord(url: URL, { title, text }: Alert): WebhookRequest {
  const escaped = `${title}\n${text}`.replace(/[\\`*_~|<>[\]#]/g, '\\$&')
  const content = plainText(escaped, DISCORD_CHARS, { lines: true })
  return { url, body: { content, allowed_mentions: { parse: [] }, flags: DISCORD_NO_EMBEDS } }
}

/** ntfy takes messages of at most 4,096 bytes; a UTF-16 unit has at most 3 bytes in UTF-8. */
const NTFY_CHARS = 1_300

/** Publishes JSON to the server, with the topic in the body, because headers must be ASCII. */
function ntfy(url: URL, { kind, title, text }: Alert): WebhookRequest {
  const steps = url.pathname.split('/').filter(step => step !== '')
  const server = new URL(url)
  server.pathname = `/${steps.slice(0, -1).join('/')}`
  const topic = decodeURIComponent(steps.at(-1) ?? '')
  const isUrgent = kind === 'attention'
  const message = plainText(text, NTFY_CHARS, { lines: true })
  return { url: server, body: { topic, title, message, priority: isUrgent ? 4 : 3, tags: [isUrgent ? 'warning' : 'checkered_flag'] } }
}

function json(url: URL, alert: Alert): WebhookRequest {
  return { url, body: alertJson(alert) }
}

/** The JSON for programs, version 1. Its fields will not change; times are ISO 8601 UTC. */
export function alertJson({ matters, ...alert }: Alert): object {
  const timed = matters.map(matter => ({ ...matter, since: new Date(matter.since).toISOString() }))
  return { version: 1, ...alert, matters: timed }
}
