import { type ChatCompletionRequest, LLMock } from '@copilotkit/aimock'
import { onTestFinished } from 'vitest'
import type { RealAgent } from './real-agent.ts'
import { type Usage, withCacheTokens } from './with-cache-tokens.ts'

/** Where a conversation stands: the newest text of the czar in it, and how many tool calls followed. */
export interface Turn {
  readonly worker: string
  readonly assignment: string
  /** `m1`, and of which kind: `brief`, `rework` … */
  readonly message: string
  readonly kind: string
  readonly step: number
  /** The worker's worktree, as its first brief names it. */
  readonly worktree: string
  /** What the last tool printed. */
  readonly result: string
}

/** A tool of one program, as that program calls it. */
export interface ToolCall {
  readonly tool: string
  readonly input: object
}

interface Beside {
  /** What the model says before it calls a tool. */
  readonly words?: string
  readonly usage?: Usage
}

export type Answer =
  | ({ readonly run: string } & Beside)
  | ({ readonly write: string; readonly content: string } & Beside)
  | (ToolCall & Beside)
  | { readonly say: string; readonly usage?: Usage }
  | { readonly error: { readonly type: string; readonly message: string }; readonly status: number; readonly retryAfter?: number }

export interface Model {
  readonly url: string
  /** The user texts of every request so far that were a czar's, oldest request first. */
  readonly requests: () => readonly (readonly string[])[]
  /** Which models were asked for in those. */
  readonly asked: () => readonly string[]
}

const HEADER = /^\[czar (\S+) · assignment (\S+) · (\w+)\]/

/** A stand-in for the model on this machine: `answer` says what an agent does next; null keeps it waiting for ever. */
export async function aModel(agent: RealAgent, answer: (turn: Turn) => Answer | null): Promise<Model> {
  const requests: (readonly string[])[] = []
  const asked = new Set<string>()
  const usages = new Map<string, Usage>()
  const server = new LLMock({ port: 0, host: '127.0.0.1' })
  const over = Promise.withResolvers<void>()
  server.on({ predicate: () => true }, async request => {
    const texts = userTexts(agent, request).filter(text => HEADER.test(text))
    // Titles and the like are asked for without any tool.
    const turn = (request.tools?.length ?? 0) > 0 ? turnOf(agent, request) : null
    if (turn === null) return { content: 'A title' }
    requests.push(texts)
    asked.add(request.model)
    const next = answer(turn)
    if (next === null) await over.promise
    if (next === null) return { content: '' }
    if ('error' in next) return next
    const { usage = { input: 0, output: 0 } } = next
    const id = `msg_${requests.length}`
    usages.set(id, usage)
    const said = { id, usage: { input_tokens: usage.input, output_tokens: usage.output } }
    return 'say' in next
      ? { ...said, content: next.say }
      : {
          ...said,
          ...(next.words === undefined ? {} : { content: next.words }),
          toolCalls: [toolCall(agent, next)],
        }
  })
  await server.start()
  const front = await withCacheTokens(server.url, usages)
  onTestFinished(async () => {
    over.resolve()
    front.stop()
    await server.stop()
  })
  return { url: front.url, requests: () => requests, asked: () => [...asked] }
}

function toolCall(agent: RealAgent, answer: Exclude<Answer, { say: string } | { error: unknown }>): { name: string; arguments: string } {
  const { tool, input } = 'run' in answer ? agent.run(answer.run) : 'write' in answer ? agent.write(answer.write, answer.content) : answer
  return { name: tool, arguments: JSON.stringify(input) }
}

function turnOf(agent: RealAgent, { messages }: ChatCompletionRequest): Turn | null {
  const textOf = (message: Message | undefined) => ownText(agent, message)
  const at = messages.findLastIndex(message => message.role === 'user' && HEADER.test(textOf(message)))
  const text = at < 0 ? '' : textOf(messages[at])
  const [, message = '', assignment = '', kind = ''] = HEADER.exec(text) ?? []
  if (message === '') return null
  const worktree = /- worktree: (\S+) /.exec(messages.map(textOf).join('\n'))?.[1] ?? ''
  const step = messages.slice(at).filter(each => each.role === 'assistant' && each.tool_calls !== undefined).length
  const result = textOf(messages.findLast(each => each.role === 'tool'))
  return { worker: assignment.replace(/\.\d+$/, ''), assignment, message, kind, step, worktree, result }
}

function userTexts(agent: RealAgent, { messages }: ChatCompletionRequest): readonly string[] {
  return messages.filter(message => message.role === 'user').map(message => ownText(agent, message))
}

type Message = ChatCompletionRequest['messages'][number]

/** A message without what the program itself put before it. */
function ownText({ ownWords }: RealAgent, message: Message | undefined): string {
  if (typeof message?.content !== 'string') return ''
  return ownWords === undefined ? message.content : message.content.replace(ownWords, '')
}
