import { z } from 'zod'
import { webhookProblem } from '../text/webhook-address.ts'
import { duration } from './duration.ts'
import { argument, variableName } from './values.ts'

// The message does not contain the address, because the address may be a secret.
const webhookUrl = z.string().superRefine((address, context) => {
  const problem = webhookProblem(address)
  if (problem !== null) context.addIssue({ code: 'custom', message: `cannot be sent to: ${problem}` })
})

/** One alert channel. Another check compares its keys with `via`, because that gives better messages. */
export const alertSchema = z.strictObject({
  via: z
    .enum(['tmux', 'bell', 'desktop', 'command', 'webhook'])
    .describe(
      'tmux: a line in each terminal that is attached to the fleet. bell: those terminals ring. desktop: a notification. command: a program of yours. webhook: an HTTP request.',
    ),
  on: z
    .array(z.enum(['attention', 'finished']))
    .min(1)
    .default(['attention'])
    .describe('attention: something needs a person. finished: the project has finished.'),
  after: duration.prefault('10s').describe('Sent only if the matter is still open after this time.'),
  command: z
    .array(argument)
    .min(1)
    .optional()
    .describe('For command: program and arguments, one list item each; it reads the alert as JSON from standard input.'),
  url: webhookUrl
    .optional()
    .describe('For webhook: the address. Everyone who can read this file can read it; url_env keeps it out of the file.'),
  url_env: variableName.optional().describe('For webhook: the variable of your environment that holds the URL at the launch.'),
  token_env: variableName.optional().describe('For webhook: the variable that holds a token, sent as Authorization: Bearer.'),
  shape: z
    .enum(['slack', 'discord', 'ntfy', 'json'])
    .optional()
    .describe("For webhook: the format that the receiver understands; default: guessed from the URL's host, else json."),
  page: z
    .url({ protocol: /^https?$/, error: 'is not the address of a page, such as https://czar.example.org' })
    .optional()
    .describe('For webhook: the address of your `czar web`; the alert links to the page where you answer.'),
  text: z
    .boolean()
    .optional()
    .describe('For webhook: true sends the words of agents and tasks too; default: only who needs you, and how many matters.'),
})

export type AlertInput = z.output<typeof alertSchema>
