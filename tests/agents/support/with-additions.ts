import { createServer, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { More } from './model-answer.ts'

/** What an answer of the model says it used. */
export interface Usage {
  readonly input: number
  readonly output: number
  readonly cacheRead?: number
  readonly cacheWrite?: number
}

export interface Front {
  readonly url: string
  readonly stop: () => void
  /** What had gone out of each answer that broke off. */
  readonly cutOff: () => readonly string[]
}

/**
 * Words that never arrive whole: the connection breaks off behind them. The stand-in can cut streams, but where a stream
 * broke off Claude Code asks once more for an answer in one piece, and that it cannot.
 */
export const CUT_WITHIN = 'I am about to be cut'
const CUT_AFTER = 500

/** What the stand-in leaves out of its answers. */
export interface Additions {
  /** Cached tokens, by the ids of answers. */
  readonly usages: ReadonlyMap<string, Usage>
  /** By the messages of refusals. */
  readonly refusals: ReadonlyMap<string, More>
}

/** A tool of an MCP server: Codex 0.169.0 gives its model each server's as a namespace, which the stand-in does not know either. */
const OF_A_SERVER = /"name":"(mcp__[a-z]+)__(\w+)"/g

/** Stands before the stand-in and adds what that does not know. */
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
    // Gemini's answers have no id, so it is the latest; its prompt tokens hold the cached ones.
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
  // OpenAI's input holds them, Anthropic's does not.
  if (url.includes('/responses')) return `"input_tokens_details":{"cached_tokens":${cacheRead}},`
  return `"cache_read_input_tokens":${cacheRead},"cache_creation_input_tokens":${cacheWrite},`
}
