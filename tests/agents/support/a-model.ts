import { type ChatCompletionRequest, LLMock } from '@copilotkit/aimock'
import { onTestFinished } from 'vitest'
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

export type Answer =
  | {
      readonly tool: 'Bash' | 'Read' | 'Write' | 'AskUserQuestion'
      readonly input: object
      readonly words?: string
      readonly usage?: Usage
    }
  | { readonly say: string; readonly usage?: Usage }
  | { readonly error: { readonly type: string; readonly message: string }; readonly status: number; readonly retryAfter?: number }

export interface Model {
  readonly url: string
  /** The user texts of every request so far that were a czar's, oldest request first. */
  readonly requests: () => readonly (readonly string[])[]
}

const HEADER = /^\[czar (\S+) · assignment (\S+) · (\w+)\]/
/** Claude Code 2.1.197 puts words of its own (the date, agents, skills, a person's command) before the first text of a conversation. */
const OWN_WORDS = /^(?:(?:<(system-reminder|local-command-\w+|command-\w+)>[\s\S]*?<\/\1>|\[Request interrupted by user[^\]]*\])\s*)+/

/** A stand-in for the model on this machine: `answer` says what an agent does next; null keeps it waiting for ever. */
export async function aModel(answer: (turn: Turn) => Answer | null): Promise<Model> {
  const requests: (readonly string[])[] = []
  const usages = new Map<string, Usage>()
  const server = new LLMock({ port: 0, host: '127.0.0.1' })
  const over = Promise.withResolvers<void>()
  server.on({ predicate: () => true }, async request => {
    const texts = userTexts(request).filter(text => HEADER.test(text))
    // Titles and the like are asked for without any tool.
    const turn = (request.tools?.length ?? 0) > 0 ? turnOf(request) : null
    if (turn === null) return { content: 'A title' }
    requests.push(texts)
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
          toolCalls: [{ name: next.tool, arguments: JSON.stringify(next.input) }],
        }
  })
  await server.start()
  const front = await withCacheTokens(server.url, usages)
  onTestFinished(async () => {
    over.resolve()
    front.stop()
    await server.stop()
  })
  return { url: front.url, requests: () => requests }
}

function turnOf({ messages }: ChatCompletionRequest): Turn | null {
  const at = messages.findLastIndex(message => message.role === 'user' && HEADER.test(textOf(message)))
  const text = at < 0 ? '' : textOf(messages[at])
  const [, message = '', assignment = '', kind = ''] = HEADER.exec(text) ?? []
  if (message === '') return null
  const worktree = /- worktree: (\S+) /.exec(messages.map(textOf).join('\n'))?.[1] ?? ''
  const step = messages.slice(at).filter(each => each.role === 'assistant' && each.tool_calls !== undefined).length
  const result = textOf(messages.findLast(each => each.role === 'tool'))
  return { worker: assignment.replace(/\.\d+$/, ''), assignment, message, kind, step, worktree, result }
}

function userTexts({ messages }: ChatCompletionRequest): readonly string[] {
  return messages.filter(message => message.role === 'user').map(textOf)
}

function textOf(message: ChatCompletionRequest['messages'][number] | undefined): string {
  return typeof message?.content === 'string' ? message.content.replace(OWN_WORDS, '') : ''
}
