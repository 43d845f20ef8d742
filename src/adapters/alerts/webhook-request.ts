import type { Alert } from '../../core/model/alert.ts'
import { counted } from '../../core/text/counted.ts'
import { plainText } from '../../core/text/plain-text.ts'

/** The format of the alert that the receiver of a webhook understands. */
export type WebhookShape = 'slack' | 'discord' | 'ntfy' | 'json'

/** An alert, with the address where a person can answer it. null: there is none. */
export type LinkedAlert = Alert & { readonly link?: string | null }

export interface WebhookRequest {
  readonly url: URL
  readonly body: object
}

/** Guesses the format from the host. If the host is unknown, it is `json`. */
export function guessShape({ hostname }: URL): WebhookShape {
  if (hostname === 'hooks.slack.com') return 'slack'
  if (/^(?:[a-z]+\.)?discord(?:app)?\.com$/.test(hostname)) return 'discord'
  return hostname === 'ntfy.sh' || hostname.startsWith('ntfy.') ? 'ntfy' : 'json'
}

/** Writes the alert in the receiver's format. The text contains no markup that has an effect, and notifies no person by name. */
export function webhookRequest(shape: WebhookShape, url: URL, alert: LinkedAlert): WebhookRequest {
  return SHAPES[shape](url, alert)
}

const SHAPES = { slack, discord, ntfy, json } satisfies Record<WebhookShape, (url: URL, alert: LinkedAlert) => WebhookRequest>

/**
 * Escaping `<` makes `<!channel>` harmless. Receivers that understand Slack's format (Mattermost) also notify everybody at a plain `@all`.
 */
function slack(url: URL, { title, text, link }: LinkedAlert): WebhookRequest {
  const escaped = `${title}\n${text}`.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const silent = escaped.replace(/@(?=\w)/g, '@\u200b')
  const body = {
    text: link == null ? silent : `${silent}\n${link}`,
    mrkdwn: false,
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
  }
  return { url, body }
}

const DISCORD_CHARS = 2_000
/** Switches off previews of links. Otherwise the receiver would open a link that a worker wrote. */
const DISCORD_NO_EMBEDS = 4

function discord(url: URL, { title, text, link }: LinkedAlert): WebhookRequest {
  const escaped = `${title}\n${text}`.replace(/[\\`*_~|<>[\]#]/g, '\\$&')
  const end = link == null ? '' : `\n${link}`
  const content = plainText(escaped, DISCORD_CHARS - end.length, { lines: true }) + end
  return { url, body: { content, allowed_mentions: { parse: [] }, flags: DISCORD_NO_EMBEDS } }
}

/** The longest text for ntfy, which takes messages of at most 4,096 bytes. Each character takes at most 3 bytes in UTF-8. */
const NTFY_CHARS = 1_300

/** Sends the alert to an ntfy server as JSON. The topic is in the body, because headers must be ASCII. */
function ntfy(url: URL, { kind, title, text, link }: LinkedAlert): WebhookRequest {
  const steps = url.pathname.split('/').filter(step => step !== '')
  const server = new URL(url)
  server.pathname = `/${steps.slice(0, -1).join('/')}`
  const topic = decodeURIComponent(steps.at(-1) ?? '')
  const isUrgent = kind === 'attention'
  const message = plainText(text, NTFY_CHARS, { lines: true })
  const click = link == null ? {} : { click: link }
  const tags = [isUrgent ? 'warning' : 'checkered_flag']
  return { url: server, body: { topic, title, message, priority: isUrgent ? 4 : 3, tags, ...click } }
}

function json(url: URL, { link, ...alert }: LinkedAlert): WebhookRequest {
  return { url, body: link == null ? alertJson(alert) : { ...alertJson(alert), link } }
}

/** The page where a person can answer: the worker's page if the alert is about one worker, otherwise the fleet's page. */
export function linkTo(page: string, { project, matters }: Alert): string {
  const workers = [...new Set(matters.map(({ worker }) => worker))]
  const [worker] = workers
  const rest = workers.length === 1 && worker != null ? ['worker', worker] : []
  return new URL(`/${['p', project, ...rest].map(encodeURIComponent).join('/')}`, page).href
}

/**
 * The alert without the words of agents and tasks. Its title names only the project, the worker and the counts. A test alert contains only
 * czar's own words, so nothing is removed from it.
 */
export function withoutText(alert: Alert): Alert {
  const { kind, project, matters } = alert
  if (kind === 'test') return alert
  const count = matters.length
  const need = `${counted(count, 'matter')} ${count === 1 ? 'needs' : 'need'} you: czar status -p ${project}`
  const text = [...(kind === 'finished' ? ['The project is over.'] : []), ...(count === 0 ? [] : [need])].join('\n')
  return { ...alert, text, matters: matters.map(matter => ({ ...matter, text: '', hint: null })) }
}

/** The alert as JSON for programs, in version 1 of the format, whose fields will not change. Times are ISO 8601 in UTC. */
export function alertJson({ matters, ...alert }: Alert): object {
  const timed = matters.map(matter => ({ ...matter, since: new Date(matter.since).toISOString() }))
  return { version: 1, ...alert, matters: timed }
}
