import { createServer, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { More } from './model-answer.ts'

/** The usage that an answer of the model reports. */
export interface Usage {
  readonly input: number
  readonly output: number
  readonly cacheRead?: number
  readonly cacheWrite?: number
}

export interface Front {
  readonly url: string
  readonly stop: () => void
  /** The part of each broken-off answer that had been sent. */
  readonly cutOff: () => readonly string[]
}

/**
 * These words are in an answer in whose middle the connection breaks. The stand-in for the model can break streams too. But after that,
 * Claude Code asks again for an answer in one piece, and the stand-in cannot break such an answer.
 */
export const CUT_WITHIN = 'I am about to be cut'
const CUT_AFTER = 500

/** Parts of answers that the stand-in leaves out. */
export interface Additions {
  /** Usage with cached tokens, by the ids of the answers. */
  readonly usages: ReadonlyMap<string, Usage>
  /** Additional fields and headers, by the messages of the refusals. */
  readonly refusals: ReadonlyMap<string, More>
}

/**
 * Matches the name of an MCP server's tool. Codex 0.169.0 offers the tools of a server as a namespace, which the
 * stand-in does not support.
 */
const OF_A_SERVER = /"name":"(mcp__[a-z]+)__(\w+)"/g

/** A proxy in front of the stand-in that adds the parts which the stand-in leaves out. */
export async function withAdditions(target: string, { usages, refusals }: Additions): Promise<Front> {
  const cutOff: string[] = []
  const server = createServer(async (request, response) => {
    const { method = 'GET', url = '/' } = request
    const headers = { 'content-type': 'application/json', 'anthropic-version': '2023-06-01' }
    const body = method === 'POST' ? await buffer(request) : null
    const answer = await fetch(target + url, { method, headers, body }).catch(() => null)
    const text = (await answer?.text().catch(() => '')) ?? ''
    for (const name of ['content-type', 'retry-after']) response.setHeader(name, answer?.headers.get(name) ?? [])
    response.statusCode = answer?.status ?? 502
    const cutAt = text.indexOf(CUT_WITHIN)
    if (cutAt >= 0) {
      const out = text.slice(0, cutAt + CUT_AFTER)
      cutOff.push(out)
      response.write(out, () => response.destroy())
      return
    }
    if (response.statusCode >= 400) {
      refuse(response, text, refusals)
      return
    }
    const named = url.includes('/responses') ? text.replaceAll(OF_A_SERVER, '"namespace":"$1","name":"$2"') : text
    const told = named.replaceAll('"usage":{"input_tokens"', `"usage":{${cached(usages.get(idIn(text)), url)}"input_tokens"`)
    // Gemini's answers have no id, so the latest usage counts. Gemini's prompt tokens include the cached ones.
    const cacheRead = [...usages.values()].at(-1)?.cacheRead ?? 0
    response.end(
      told.replaceAll(
        /"usageMetadata":\{"promptTokenCount":(\d+)/g,
        (_, input) => `"usageMetadata":{"cachedContentTokenCount":${cacheRead},"promptTokenCount":${Number(input) + cacheRead}`,
      ),
    )
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the front got no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () => {
      server.close()
      server.closeAllConnections()
    },
    cutOff: () => cutOff,
  }
}

function refuse(response: ServerResponse, text: string, refusals: Additions['refusals']): void {
  for (const [message, { fields = {}, headers = {} }] of refusals) {
    const words = `"message":${JSON.stringify(message)}`
    if (!text.includes(words)) continue
    response.setHeaders(new Map(Object.entries(headers)))
    const added = Object.entries(fields).map(([name, value]) => `,${JSON.stringify(name)}:${JSON.stringify(value)}`)
    response.end(text.replace(words, () => words + added.join('')))
    return
  }
  response.end(text)
}

function idIn(text: string): string {
  return /"id":"(msg_\w+)"/.exec(text)?.[1] ?? ''
}

function cached(usage: Usage | undefined, url: string): string {
  if (usage === undefined) return ''
  const { cacheRead = 0, cacheWrite = 0 } = usage
  // OpenAI's input tokens include the cached ones, and Anthropic's do not.
  if (url.includes('/responses')) return `"input_tokens_details":{"cached_tokens":${cacheRead}},`
  return `"cache_read_input_tokens":${cacheRead},"cache_creation_input_tokens":${cacheWrite},`
}
