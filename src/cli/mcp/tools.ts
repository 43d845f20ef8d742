import { z } from 'zod'
import type { Call } from './call-command.ts'

/** One tool of the MCP server: its input, and the command line of czar that a call runs. */
export interface Tool<Input extends z.ZodObject = z.ZodObject> {
  readonly name: string
  readonly description: string
  readonly input: Input
  readonly call: (input: z.output<Input>) => Call
  /** Whether an exit code other than 0 is an answer: another program failed, or a child of the worker did. The tool itself has worked. */
  readonly passesExitCode?: true
}

const task = z.string().optional().describe('The assignment, as named in the brief.')

const report = tool({
  name: 'report',
  description:
    'Report to the czar. ack: your task in your own words, before you begin, with the files you plan to change. progress: what you do now. blocked: a question you cannot settle. refuse: why a bonus task is not for you. done: the claim that all is done and committed. note: anything worth keeping. fact: what you ran into in this repository, one line for later workers. review: what a reviewer found.',
  input: z.object({
    kind: z.enum(['ack', 'progress', 'blocked', 'refuse', 'done', 'note', 'fact', 'review']),
    text: z.string(),
    task: task.describe('The assignment, as named in the brief; every kind but progress, note and fact needs it.'),
    plan: z.array(z.string()).optional().describe('ack: the files you expect to change.'),
    done: z.int().optional().describe('progress: steps done.'),
    total: z.int().optional().describe('progress: steps in all.'),
    details: z.string().optional().describe('done: a longer report, at most 32,000 characters.'),
    wrong: z.string().optional().describe('fact: an earlier fact that is wrong, such as f12; the text says what is true, or is empty.'),
    right: z.string().optional().describe('fact: an earlier fact that you found to be right, such as f12; the text is empty.'),
    findings: z.string().optional().describe('review: the findings as JSON, as the brief shows them; the text is not used.'),
  }),
  call: ({ kind, text, task, plan, done, total, details, wrong, right, findings = '' }) => {
    if (kind === 'fact') {
      const isTold = text.trim() !== '' || (wrong === undefined && right === undefined)
      const others = [...flag(isTold ? 'contradicts' : 'forget', wrong), ...flag('confirms', right)]
      return { argv: ['report', kind, ...flag('task', task), ...others, ...(isTold ? ['--', text] : [])] }
    }
    if (kind === 'review') return { argv: ['report', kind, ...flag('task', task), ...flag('file', '-')], stdin: findings }
    const file = flag('file', details === undefined ? undefined : '-')
    const flags = [...flag('task', task), ...list('plan', plan), ...flag('done', done), ...flag('total', total), ...file]
    return { argv: ['report', kind, ...flags, '--', text], ...(details === undefined ? {} : { stdin: details }) }
  },
})

const handoff = tool({
  name: 'handoff',
  description: 'Write down what the agent after you has to know; its brief will have it.',
  input: z.object({
    task,
    done: z.string().optional().describe('What is finished and checked.'),
    pending: z.string().optional().describe('What is left.'),
    decisions: z.string().optional().describe('What was decided, and why.'),
    failing: z.string().optional().describe('Which command fails, and what was tried.'),
    next: z.string().optional().describe('The very next step.'),
  }),
  call: parts => ({ argv: ['handoff', ...Object.entries(parts).flatMap(([name, text]) => flag(name, text))] }),
})

const peers = tool({
  name: 'peers',
  description: 'What the other workers do, which files they changed, and what of it is verified.',
  input: z.object({}),
  call: () => ({ argv: ['peers'] }),
})

const inbox = tool({
  name: 'inbox',
  description: 'What was sent to you and what other workers said to you; or one whole message.',
  input: z.object({ message: z.string().optional().describe('m1, s3 or last; default: the list.') }),
  call: ({ message }) => ({ argv: ['inbox', ...(message === undefined ? [] : ['--', message])] }),
})

const say = tool({
  name: 'say',
  description: 'Leave a message for another worker, or for all others. It waits in their inbox.',
  input: z.object({ to: z.string().describe('A worker, or all.'), text: z.string().describe('At most 2,000 characters.') }),
  call: ({ to, text }) => ({ argv: ['say', '--', to, text] }),
})

const spawn = tool({
  name: 'spawn',
  description:
    'Add a worker for a part of your own task, if the project allows it. It begins at your last commit, so commit first what it needs. When its work is proven, merge it: your task is proven only with it.',
  input: z.object({
    text: z.string().describe('The whole task of the new worker. It knows nothing else.'),
    id: z.string().optional().describe('Its name; default: yours with the next free number.'),
    owns: z.array(z.string()).optional().describe('Glob patterns of the paths that it may change; default: your whole territory.'),
    accept: z.array(z.string()).optional().describe('Shell commands that prove its work.'),
    usd: z.number().min(0.01).optional().describe('The part of your budget that it gets, in US dollars.'),
    agent: z.string().optional().describe('Its agent profile; default: yours.'),
    model: z.string().optional(),
    role: z.string().optional().describe('Its role, such as tester.'),
  }),
  call: ({ text, owns, accept, usd, ...others }) => {
    const lists = [...list('owns', owns), ...list('accept', accept)]
    const flags = Object.entries(others).flatMap(([name, value]) => flag(name, value))
    return { argv: ['spawn', '--task=-', ...lists, ...flag('usd', usd), ...flags], stdin: text }
  },
})

const wait = tool({
  name: 'wait',
  description:
    'Wait until the workers that you added are done: one call instead of many turns. The answer has a line for each: proven, with the git merge to run, or failed.',
  input: z.object({
    workers: z.array(z.string()).optional().describe('The names of some of them; default: all.'),
    timeout: z.string().optional().describe('Wait at most this long: 90s, 9m, 2h; default: 1h.'),
  }),
  call: ({ workers = [], timeout }) => ({ argv: ['wait', ...flag('timeout', timeout), '--', ...workers] }),
  passesExitCode: true,
})

const run = tool({
  name: 'run',
  description:
    'Run a build or test in your worktree. The whole output goes to a log on disk; the answer has at most 80 lines, how it ended and where the log is.',
  input: z.object({
    command: z.string().describe('The command, as one string for sh -c.'),
    timeout: z.string().optional().describe('End it after this time: 90s, 10m.'),
  }),
  call: ({ command, timeout }) => ({ argv: ['run', '--shell', ...flag('timeout', timeout), '--', command] }),
  passesExitCode: true,
})

export const TOOLS: readonly Tool[] = [report, handoff, peers, inbox, say, spawn, wait, run]

function tool<Input extends z.ZodObject>(made: Tool<Input>): Tool {
  return { ...made, call: input => made.call(made.input.parse(input)) }
}

// The flag and its value are joined into one word, so that the value may begin with a dash.
function flag(name: string, value: string | number | undefined): readonly string[] {
  return value === undefined ? [] : [`--${name}=${value}`]
}

function list(name: string, values: readonly string[] | undefined): readonly string[] {
  return (values ?? []).flatMap(value => flag(name, value))
}
