import type { Alert } from '../../core/model/alert.ts'
import { ToolError, type ToolFailure } from '../../core/model/errors.ts'
import { plainText } from '../../core/text/plain-text.ts'
import { guessShape, linkTo, type WebhookShape, webhookRequest, withoutText } from './webhook-request.ts'

/** Where an alert is sent. The address and the token are secrets. */
export interface Webhook {
  readonly url: URL
  readonly token: string | null
  /** The format that the receiver understands. null: czar guesses it from the host. */
  readonly shape: WebhookShape | null
  /** The address of the web page, to which the alert links. null: there is no link. */
  readonly page?: string | null
  /** Whether the alert holds the words of agents and tasks. Without this field it does not. */
  readonly hasText?: boolean
  readonly timeoutMs?: number
}

const TIMEOUT_MS = 10_000
const BODY_CHARS = 200

/**
 * Sends the alert with a POST request. Any 2xx status is a success. A redirect is a failure, because it could send the alert and the token
 * to another host.
 */
export async function sendWebhook(webhook: Webhook, alert: Alert, signal: AbortSignal): Promise<string> {
  const { url, token, timeoutMs = TIMEOUT_MS } = webhook
  const told = webhook.hasText === true ? alert : withoutText(alert)
  const link = webhook.page == null ? null : linkTo(webhook.page, alert)
  const request = webhookRequest(webhook.shape ?? guessShape(url), url, { ...told, link })
  const timeout = AbortSignal.timeout(timeoutMs)
  try {
    const response = await fetch(request.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(request.body),
      redirect: 'manual',
      signal: AbortSignal.any([signal, timeout]),
    })
    const said = await beginningOf(response)
    if (response.ok) return `HTTP ${response.status}`
    throw refused(webhook, `HTTP ${response.status}${response.status < 400 ? ', a redirect, which is not followed' : ''}${said}`)
  } catch (error) {
    if (error instanceof ToolError) throw error
    if (timeout.aborted) throw refused(webhook, `no answer within ${timeoutMs} ms`, 'timeout')
    if (signal.aborted) throw refused(webhook, 'it was cut off')
    throw refused(webhook, reasonOf(error))
  }
}

/** Reads the beginning of the response, as much as fits into a message, and does not wait for the rest. */
async function beginningOf(response: Response): Promise<string> {
  const reader = response.body?.getReader()
  if (reader === undefined) return ''
  const first = await reader.read()
  void reader.cancel().catch(() => {})
  const text = plainText(new TextDecoder().decode(first.value), BODY_CHARS).trim()
  return text === '' ? '' : `: ${text}`
}

/** The reason of a failure. The error of fetch only says that it failed, and the reason is in its cause. */
function reasonOf(error: unknown): string {
  const { cause } = error as { cause?: { code?: unknown; message?: unknown } }
  return String(cause?.code ?? cause?.message ?? error)
}

function refused(webhook: Webhook, why: string, reason: ToolFailure = 'failed'): ToolError {
  const text = withoutSecrets(why, webhook)
  return new ToolError(`${webhook.url.host} did not take the alert: ${text}`, {
    command: ['POST', webhook.url.origin],
    reason,
    stderr: text,
    hint: 'czar doctor --alerts FILE',
  })
}

/** Removes the secrets from the text, because a receiver may repeat the request in its response. */
function withoutSecrets(text: string, { url, token }: Webhook): string {
  const secrets = [url.href, `${url.pathname}${url.search}`, url.pathname, url.search, token ?? '', ...url.pathname.split('/')]
  return secrets.filter(secret => secret.length > 5).reduce((clean, secret) => clean.replaceAll(secret, '[secret]'), text)
}
