import { type ChatCompletionRequest, type FixtureResponse, LLMock } from '@copilotkit/aimock'
import type { RealAgent } from '../real-agent.ts'
import { withAdditions } from '../with-additions.ts'

/** A command that no program allows by itself. */
const ASKED = 'chmod 700 README.md'
/** An answer from a warm cache. Claude Code makes suggestions only after such an answer. */
const WARM = { id: 'msg_warm', usage: { input_tokens: 100, output_tokens: 20 } }
const USAGES = new Map([[WARM.id, { input: 100, output: 20, cacheRead: 20_000, cacheWrite: 10 }]])
const DONE = { ...WARM, content: 'All done.' }
const MARKS = '> a quoted line\n\n❯ and a mark\n\n› and another'

export interface KeywordModel {
  readonly url: string
  readonly stop: () => Promise<void>
}

/** A stand-in for the model that obeys the last keyword of the conversation. It calls each tool once. */
export async function startKeywordModel(agent: RealAgent): Promise<KeywordModel> {
  const model = new LLMock({ port: 0, host: '127.0.0.1' })
  const over = Promise.withResolvers<void>()
  const called = new Set<string>()
  const answers = answersOf(agent)

  async function reply(request: ChatCompletionRequest): Promise<FixtureResponse> {
    // Requests for titles and the like offer no tools.
    const word = (request.tools?.length ?? 0) > 0 ? lastKeyword(request, Object.keys(answers)) : undefined
    if (word === undefined) return DONE
    if (word === 'SLOWLY') await over.promise
    const answer = answers[word] ?? DONE
    if (!('toolCalls' in answer)) return answer
    if (called.has(word)) return DONE
    called.add(word)
    return answer
  }

  model.on({ predicate: () => true }, reply)
  await model.start()
  const front = await withAdditions(model.url, { usages: USAGES, refusals: new Map() })
  return {
    url: front.url,
    stop: async () => {
      over.resolve()
      front.stop()
      await model.stop()
    },
  }
}

function answersOf(agent: RealAgent): Readonly<Record<string, FixtureResponse>> {
  const call = ({ tool, input }: ReturnType<RealAgent['run']>) => ({
    ...WARM,
    toolCalls: [{ name: tool, arguments: JSON.stringify(input) }],
  })
  const refusal = (type: string, message: string, status: number) => ({ error: { type, message }, status })
  return {
    HELLO: DONE,
    SLOWLY: DONE,
    QUOTE: { ...WARM, content: `It said:\n\n${MARKS}\n\nThat is all.` },
    'SUGGESTION MODE': { ...WARM, content: 'run the tests' },
    WRONG: refusal('invalid_request_error', 'Wrong shape.', 400),
    REFUSED: refusal('authentication_error', 'Wrong key.', 401),
    LIMITED: refusal('rate_limit_error', 'Too many requests.', 429),
    OVERLOADED: refusal('overloaded_error', 'Overloaded.', 529),
    PERMIT: call(agent.permission.call(ASKED)),
    EDIT: call(agent.write('made.txt', 'one\ntwo\n')),
    CHOOSE: call(agent.question.call('Which colour?', ['Red', 'Blue'])),
  }
}

function lastKeyword({ messages }: ChatCompletionRequest, words: readonly string[]): string | undefined {
  const text = messages.flatMap(message => (message.role === 'user' ? textIn(message.content) : [])).join('\n')
  const [last] = words.map(word => ({ word, at: text.lastIndexOf(word) })).toSorted((left, right) => right.at - left.at)
  return last === undefined || last.at < 0 ? undefined : last.word
}

function textIn(content: ChatCompletionRequest['messages'][number]['content']): string {
  return typeof content === 'string' ? content : (content ?? []).map(part => part.text ?? '').join('\n')
}
