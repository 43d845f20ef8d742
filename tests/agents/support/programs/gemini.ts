import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Refusal } from '../model-answer.ts'
import type { RealAgent } from '../real-agent.ts'
import { messageIn, recordedLines } from '../recorded-texts.ts'
import { versionOf } from './current.ts'

export const gemini: RealAgent = {
  name: 'gemini',
  title: 'Gemini CLI',
  package: '@google/gemini-cli',
  version: versionOf('gemini', '0.61.0'),
  bin: 'bundle/gemini.js',
  patienceMs: 150_000,
  settle(home, modelUrl) {
    const own = join(home, 'gemini')
    mkdirSync(join(own, '.gemini'), { recursive: true })
    writeFileSync(settingsFile(home), JSON.stringify(USER_SETTINGS))
    return { GEMINI_CLI_HOME: own, GEMINI_API_KEY: 'dummy', GOOGLE_GEMINI_BASE_URL: modelUrl, GEMINI_MODEL: 'gemini-2.5-flash' }
  },
  ownSettings: home => readFileSync(settingsFile(home), 'utf8'),
  run: command => ({ tool: 'run_shell_command', input: { command, description: 'a step' } }),
  // Gemini CLI's own tool reads nothing outside the worktree.
  read: path => gemini.run(`cat ${path}`),
  write: (path, content) => ({ tool: 'write_file', input: { file_path: path, content } }),
  // Gemini CLI's note about the directory, and the answer of czar's hook about pasted texts.
  ownWords: /^(?:<(session_context|hook_context)>[\s\S]*?<\/\1>)+/,
  // With this request, Gemini CLI asks which model is to answer.
  aside: JSON.stringify({ reasoning: 'It is hard.', model_choice: 'pro' }),

  lacks: { forgotten: 'its hook of compression runs before every request' },
  receipt: 'hook BeforeAgent',
  resumeFlag: '--resume',
  texts: {
    // Czar refuses longer texts before it starts anything.
    mostChars: 100_000,
    sent,
    recorded: ({ projectDir }, worker, message) => {
      const home = join(projectDir, 'agents', worker, `gemini-home-${worker}`, '.gemini', 'tmp')
      const lines = recordedLines(home, () => true)
      return messageIn(
        lines.map(line => lineSchema.safeParse(line).data?.content[0]?.text),
        message,
      )
    },
    asRecorded: sent,
  },
  denied: /denied by policy|policy/i,
  permission: { call: command => gemini.run(command), asked: command => `exec: ${command}`, drawn: 'Allow once' },
  question: {
    call: (question, labels) => ({
      tool: 'ask_user',
      input: { questions: [{ question, header: 'Colour', type: 'choice', options: labels.map(described) }] },
    }),
    drawn: 'Enter to select',
    keys: ['Down', 'Enter'],
  },
  // Gemini CLI refuses command substitution.
  progress: 'czar report progress --done 1 --total 2 "two\nlines"',
  // Gemini CLI reports the limit at the third refusal in a row, while it retries by itself.
  tools: { before: 'mcp_czar_', tellsCommandsApart: true },
  rate: {
    refusals: 3,
    type: 'RESOURCE_EXHAUSTED',
    message: 'Quota exceeded for requests. Please retry in 1s.',
    retryAfter: 1,
    limited: { text: 'Quota exceeded for requests', resetMs: 1000, isProbed: false, messages: ['brief'] },
  },
  overload: {
    refusals: 3,
    type: 'UNAVAILABLE',
    message: 'Overloaded.',
    limited: { text: 'Overloaded', resetMs: null, isProbed: false, messages: ['brief'] },
  },
  quota: {
    refuse: over => usedUp(Math.ceil((over - Date.now()) / 1000)),
    text: 'exceeded your current quota',
    dialog: ['Down', 'Enter'],
    isProbed: true,
    messages: ['brief', 'go_on'],
  },
  cut: { endsTurn: 'terminated' },
  failure: { type: 'INVALID_ARGUMENT', message: 'No such thing.', status: 400, told: 'No such thing.' },
  interrupt: async ({ press }) => press('Escape'),
  usage: {
    input: 1000,
    cacheRead: 5000,
    cacheWrite: 0,
    inputHoldsCached: false,
    price: { input: 0.3, output: 2.5, cacheRead: 0.03, cacheWrite: 0 },
    window: 1_048_576,
  },
  full: { usage: { input: 300_000, output: 90_000, cacheRead: 0 }, told: '37 %', policy: '{ context: { handoff_at: 30% } }' },
  stuckAfter: '10s',
  forgets: [],
  priced: {},
}

/** The answer of Google's servers when a quota is used up, with the time when it renews. */
export function usedUp(seconds: number): Refusal {
  return {
    error: {
      type: 'RESOURCE_EXHAUSTED',
      message: `You exceeded your current quota, please check your plan and billing details. Please retry in ${seconds}s.`,
    },
    status: 429,
    more: {
      fields: {
        details: [
          { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'QUOTA_EXHAUSTED', domain: 'cloudcode-pa.googleapis.com' },
          { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${seconds}s` },
        ],
      },
    },
  }
}

/** User settings that a person may use in their own terminal. If they applied to workers, czar could not paste. */
const USER_SETTINGS = {
  general: { vimMode: true },
  hooksConfig: { enabled: false },
  privacy: { usageStatisticsEnabled: false },
  security: { folderTrust: { enabled: true } },
}

const lineSchema = z.object({ content: z.array(z.object({ text: z.string().optional() })) })

function settingsFile(home: string): string {
  return join(home, 'gemini', '.gemini', 'settings.json')
}

function sent(kept: string): string {
  return kept.trim().replace(/(?<!\\)@/g, '\\@')
}

function described(label: string): { label: string; description: string } {
  return { label, description: `the ${label} one` }
}
