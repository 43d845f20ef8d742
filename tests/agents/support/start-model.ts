import { type ChatCompletionRequest, LLMock } from '@copilotkit/aimock'
import type { Answer, More, Turn } from './model-answer.ts'
import type { AgentProgram } from './real-agent.ts'
import { CUT_WITHIN, type Usage, withAdditions } from './with-additions.ts'

export interface Model {
  readonly url: string
  /** Returns the user texts of each request that a czar's agent has made, the oldest request first. */
  readonly requests: () => readonly (readonly string[])[]
  /** The models that these requests named. */
  readonly asked: () => readonly string[]
  /** The part of each broken-off answer that had been sent before the break. */
  readonly cutOff: () => readonly string[]
  /** For each answer, the czar's last message in the request, and when the answer was sent (ms since the epoch). */
  readonly answered: () => readonly { readonly message: string; readonly at: number }[]
}

export interface RunningModel extends Model {
  readonly stop: () => Promise<void>
}

type Program = Pick<AgentProgram, 'run' | 'write' | 'ownWords' | 'aside'>
/** The next answer in an agent's conversation, and its number. */
interface Asked {
  readonly next: Answer | null
  readonly id: string
  readonly message: string
}

const HEADER = /^\[czar (\S+) · assignment (\S+) · (\w+)\]/
/** A text that is so long that no tool call has been sent when the connection breaks. */
const CUT_WORDS = `${CUT_WITHIN} off, and say so at some length. `.repeat(40)

/** Starts a stand-in for the model on this machine. `answer` gives the agent's next step. If it is null, the request waits for ever. */
export async function startModel(agent: Program, answer: (turn: Turn) => Answer | null): Promise<RunningModel> {
  const requests: (readonly string[])[] = []
  const answered: { message: string; at: number }[] = []
  const models = new Set<string>()
  const usages = new Map<string, Usage>()
  const refusals = new Map<string, More>()
  const server = new LLMock({ port: 0, host: '127.0.0.1' })
  const over = Promise.withResolvers<void>()

  function hear(request: ChatCompletionRequest): Asked | null {
    // Requests for titles and the like offer no tools.
    const turn = (request.tools?.length ?? 0) > 0 ? turnOf(agent, request) : null
    if (turn === null) return null
    requests.push(userTexts(agent, request).filter(text => HEADER.test(text)))
    models.add(request.model)
    return { next: answer(turn), id: `msg_${requests.length}`, message: turn.message }
  }

  async function reply(request: ChatCompletionRequest) {
    const { next, id, message } = hear(request) ?? { next: { say: agent.aside ?? 'A title' }, id: 'title', message: 'none' }
    if (next === null) await over.promise
    if (next === null) return { content: '' }
    if ('error' in next) {
      if (next.more !== undefined) refusals.set(next.error.message, next.more)
      return next
    }
    const { usage = { input: 0, output: 0 } } = next
    usages.set(id, usage)
    const said = { id, usage: { input_tokens: usage.input, output_tokens: usage.output } }
    answered.push({ message, at: Date.now() })
    if ('say' in next) return { ...said, content: next.say }
    const words = next.isCut === true ? CUT_WORDS : next.words
    return { ...said, ...(words === undefined ? {} : { content: words }), toolCalls: [toolCall(agent, next)] }
  }

  server.on({ predicate: () => true }, reply)
  await server.start()
  const front = await withAdditions(server.url, { usages, refusals })
  return {
    url: front.url,
    requests: () => requests,
    asked: () => [...models],
    cutOff: front.cutOff,
    answered: () => answered,
    stop: async () => {
      over.resolve()
      front.stop()
      await server.stop()
    },
  }
}

function toolCall(agent: Program, answer: Exclude<Answer, { say: string } | { error: unknown }>): { name: string; arguments: string } {
  const { tool, input } = 'run' in answer ? agent.run(answer.run) : 'write' in answer ? agent.write(answer.write, answer.content) : answer
  return { name: tool, arguments: JSON.stringify(input) }
}

function turnOf(agent: Program, { messages }: ChatCompletionRequest): Turn | null {
  const textOf = (message: Message | undefined) => ownText(agent, message)
  const at = messages.findLastIndex(message => message.role === 'user' && HEADER.test(textOf(message)))
  const text = at < 0 ? '' : textOf(messages[at])
  const [, message = '', assignment = '', kind = ''] = HEADER.exec(text) ?? []
  if (message === '') return null
  const worktree = /- worktree: (\S+) /.exec(messages.map(textOf).join('\n'))?.[1] ?? ''
  const step = messages.slice(at).filter(each => each.role === 'assistant' && each.tool_calls !== undefined).length
  const result = textOf(messages.findLast(each => each.role === 'tool'))
  return { worker: assignment.replace(/\.\d+$/, ''), assignment, message, kind, text, step, worktree, result }
}

function userTexts(agent: Program, { messages }: ChatCompletionRequest): readonly string[] {
  return messages.filter(message => message.role === 'user').map(message => ownText(agent, message))
}

type Message = ChatCompletionRequest['messages'][number]

/** The text of a message without the words that the agent program put before it. */
function ownText({ ownWords }: Program, message: Message | undefined): string {
  const text = textIn(message?.content)
  return ownWords === undefined ? text : text.replace(ownWords, '')
}

function textIn(content: Message['content'] | undefined): string {
  return typeof content === 'string' ? content : (content ?? []).map(part => part.text ?? '').join('\n')
}
