import { z } from 'zod'
import { AGENT_KINDS, MCP_KINDS } from '../../core/model/agent-traits.ts'
import { LIMIT_KINDS } from '../../core/model/limit.ts'
import { tokenCount } from './amounts.ts'
import { duration, positiveDuration } from './duration.ts'
import { accountName, argument, environment, limitPattern, modelName, screenPattern, variableName } from './values.ts'

const screen = z.strictObject({
  screen: screenPattern.describe('Regular expression with flag m, matched against the visible screen.'),
})
const keys = z.array(z.string().regex(/^[\x21-\x7e]{1,20}$/, 'must be a tmux key name such as Enter, C-c or Down'))

const price = z.strictObject({
  input: z.number().min(0).describe('US dollars per million tokens of input.'),
  output: z.number().min(0).describe('Per million tokens of output.'),
  cache_read: z.number().min(0).describe('Per million tokens read from the cache.'),
  cache_write: z.number().min(0).describe('Per million tokens written to the cache.'),
  cache_write_1h: z.number().min(0).optional().describe('Per million tokens written to the cache for an hour; default: as cache_write.'),
  context: tokenCount.optional().describe("Size of the model's context window in tokens; without it, the share in use is unknown."),
})

const shared = {
  command: z.array(argument).optional().describe('Program and arguments, one list item each; never a shell string.'),
  env: environment.default({}).describe("Added to the program's environment; merged with the extended profile's."),
  pass_env: z
    .array(variableName)
    .default([])
    .describe("Variables passed on from your own environment; added to the extended profile's. Nothing else is passed on."),
  ready: screen
    .optional()
    .describe(
      'What the screen shows when the program is ready for its first text. If the program also reports that itself, both are needed.',
    ),
  busy: screen.optional().describe('What the screen shows while the program works.'),
  dialogs: z
    .array(
      z.strictObject({
        screen: screenPattern.describe('Regular expression that recognises the dialog.'),
        keys: keys.min(1).describe('tmux key names that answer it, in order.'),
      }),
    )
    .default([])
    .describe("Dialogs that czar answers without asking a person; tried before the extended profile's."),
  limits: z
    .array(
      z.strictObject({
        screen: limitPattern.describe(
          'Regular expression with flag m that matches the text of the limit; a group named reset captures when the limit ends.',
        ),
        limit: z
          .enum(LIMIT_KINDS)
          .default('rate')
          .describe('rate: too many requests in a short time. quota: the paid amount is used up. overload: the provider is overloaded.'),
        lines: z.int().min(1).max(100).default(5).describe("How many of the screen's last lines that are not blank are searched."),
      }),
    )
    .default([])
    .describe("What the screen shows when the program has reached a limit; tried before the extended profile's."),
  model: modelName.optional().describe('The model that the program is started with; default: one that the program chooses.'),
  model_flag: argument.optional().describe("The program's flag before the name of a model, such as --model."),
  mcp: z
    .boolean()
    .optional()
    .describe(`Also gives the agent the commands of a worker as MCP tools (\`czar mcp\`); default: false. For ${MCP_KINDS.join(', ')}.`),
  account: accountName
    .optional()
    .describe(
      'The account whose rate limits its workers share: when one reaches a limit, all workers of the account wait. Default: the name of the profile.',
    ),
  models: z
    .record(modelName, price)
    .default({})
    .describe("Prices of models; added to the extended profile's. The price of a model that is not listed is unknown."),
  quit: keys.optional().describe('tmux key names that make the program end by itself.'),
  input: z
    .enum(['paste', 'lines', 'file'])
    .optional()
    .describe(
      'How a text of several lines reaches the program. paste: at once (needs bracketed paste). lines: line by line, each with Enter. file: one line that names the file to read.',
    ),
  // The text around a task in its brief needs some 14,000 characters.
  max_chars: z.int().min(20_000).max(50_000_000).optional().describe('Longest text that the program takes whole, in characters.'),
  settle: duration.optional().describe('Pause between the ready screen and the first paste.'),
  enter_delay: duration.optional().describe('How long the screen must be unchanged after a paste before Enter is sent.'),
  concurrency: z
    .int()
    .min(1)
    .max(1000)
    .optional()
    .describe('Maximum number of agents of this profile at once; default: as many as the project allows.'),
  start_within: positiveDuration
    .optional()
    .describe('An agent that is not ready within this time is restarted; if that does not help, it needs a person.'),
}

/** An agent profile in a project file. */
export const agentSchema = z.strictObject({
  extends: z.string().min(1).optional().describe('Profile this one changes; default: the built-in one of the same name, else command.'),
  ...shared,
})

/** A built-in agent profile. Each is a file in config/agents. */
export const builtInAgentSchema = z.strictObject({
  kind: z.enum(AGENT_KINDS).describe('Which driver starts and reads the program.'),
  install: z.string().optional().describe('The command that installs the program, or where to read about it.'),
  resumes: z.boolean().describe('Whether the program can resume an earlier session.'),
  ...shared,
})

export type AgentInput = z.output<typeof agentSchema>
export type BuiltInAgent = z.output<typeof builtInAgentSchema>
