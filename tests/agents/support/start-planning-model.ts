import { type ChatCompletionRequest, LLMock } from '@copilotkit/aimock'
import type { ToolCall } from './model-answer.ts'
import { withAdditions } from './with-additions.ts'

export interface PlanningModel {
  readonly url: string
  /** The user's texts of all requests with tools, the oldest request first. */
  readonly prompts: () => readonly string[]
}

export interface RunningPlanningModel extends PlanningModel {
  readonly stop: () => Promise<void>
}

/**
 * Starts a stand-in for the model that plans: each conversation begins with these tool calls, and ends with an answer. `answer` gives the
 * answer for a prompt.
 */
export async function startPlanningModel(calls: readonly ToolCall[], answer: (prompt: string) => string): Promise<RunningPlanningModel> {
  const prompts: string[] = []
  const server = new LLMock({ port: 0, host: '127.0.0.1' })
  server.on({ predicate: () => true }, request => {
    const prompt = promptOf(request)
    if ((request.tools?.length ?? 0) === 0 || prompt === undefined) return { content: 'A title' }
    const results = request.messages.filter(({ role }) => role === 'tool').length
    if (results === 0) prompts.push(prompt)
    const call = calls[results]
    const usage = { input_tokens: 1000, output_tokens: 100 }
    if (call === undefined) return { content: answer(prompt), usage }
    return { toolCalls: [{ name: call.tool, arguments: JSON.stringify(call.input) }], usage }
  })
  await server.start()
  const front = await withAdditions(server.url, { usages: new Map(), refusals: new Map() })
  return {
    url: front.url,
    prompts: () => prompts,
    stop: async () => {
      front.stop()
      await server.stop()
    },
  }
}

function promptOf({ messages }: ChatCompletionRequest): string | undefined {
  const texts = messages.filter(({ role }) => role === 'user').map(({ content }) => JSON.stringify(content))
  return texts.find(text => text.includes('You plan the work of a fleet'))
}
