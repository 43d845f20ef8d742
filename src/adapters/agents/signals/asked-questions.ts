import { z } from 'zod'

// The fields that czar uses, as Claude Code 2.1.197, Gemini CLI 0.61.0 and Codex 0.169.0 write them.
const inputSchema = z.object({
  questions: z.array(z.object({ question: z.string(), options: z.array(z.object({ label: z.string() })).default([]) })).min(1),
})

/**
 * The questions that an agent asks with a tool such as AskUserQuestion. Their possible answers are numbered as on the screen. Returns null
 * if the input is not such a question.
 */
export function askedQuestions(input: unknown): string | null {
  const parsed = inputSchema.safeParse(input)
  if (!parsed.success) return null
  return parsed.data.questions
    .map(({ question, options }) => [question, ...options.map(({ label }, at) => `${at + 1}. ${label}`)].join(' '))
    .join(' · ')
}
