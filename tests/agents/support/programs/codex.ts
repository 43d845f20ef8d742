import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { RealAgent } from '../real-agent.ts'
import { messageIn, recordedLines } from '../recorded-texts.ts'
import { versionOf } from './current.ts'

const MEBIBYTE = 1_048_576

export const codex: RealAgent = {
  name: 'codex',
  title: 'Codex',
  package: '@openai/codex',
  version: versionOf('codex', '0.169.0'),
  bin: 'bin/codex.js',
  patienceMs: 150_000,
  settle(home, modelUrl) {
    const config = join(home, 'codex')
    mkdirSync(config, { recursive: true })
    writeFileSync(join(config, 'config.toml'), settings(modelUrl))
    return { CODEX_HOME: config, STAND_IN_KEY: 'dummy' }
  },
  // Codex adds a table of its own at its first start; everything else must stay unchanged.
  ownSettings: home =>
    readFileSync(join(home, 'codex', 'config.toml'), 'utf8').replace('\n[tui]\nscreen_reader_detection_done = true\n', ''),
  run: command => ({ tool: 'exec_command', input: { cmd: command } }),
  read: path => codex.run(`cat ${path} | tail -n 2`),
  write: (path, content) => codex.run(patch(path, content)),

  lacks: {},
  receipt: 'hook UserPromptSubmit',
  resumeFlag: 'resume',
  texts: {
    mostChars: MEBIBYTE,
    sent: kept => kept.trimEnd(),
    recorded: ({ directory }, _worker, message) => {
      const lines = recordedLines(join(directory, 'codex', 'sessions'), () => true)
      return messageIn(lines.map(saidByUser), message)
    },
    asRecorded: kept => kept.trimEnd(),
  },
  denied: /does not allow it/,
  permission: { call: outside, asked: command => `Bash: ${command}`, drawn: '1. Yes, proceed' },
  question: {
    call: (question, labels) => ({
      tool: 'request_user_input',
      input: { questions: [{ id: 'colour', question, header: 'Colour', options: labels.map(described) }] },
    }),
    drawn: 'enter to submit answer',
    keys: ['2', 'Enter'],
  },
  progress: 'czar report progress --done 1 --total 2 "$(cat <<\'END\'\ntwo\nlines\nEND\n)"',
  // Codex does not show the text of a 429.
  tools: { before: 'mcp__czar__', tellsCommandsApart: true },
  rate: {
    refusals: null,
    type: 'rate_limit_error',
    message: 'Please try again in 3s.',
    retryAfter: 1,
    limited: { text: '429', resetMs: null, isProbed: false, messages: ['brief'] },
  },
  overload: {
    refusals: null,
    type: 'overloaded_error',
    message: 'Please try again in 3s.',
    limited: { text: 'try again in 3s', resetMs: 3000, isProbed: true, messages: ['brief', 'go_on'] },
  },
  quota: {
    // The answer of ChatGPT's servers when a plan is used up.
    refuse: over => ({
      error: { type: 'usage_limit_reached', message: 'The usage limit has been reached' },
      status: 429,
      more: { fields: { plan_type: 'plus', resets_at: over / 1000 } },
    }),
    text: 'hit your usage limit',
    dialog: null,
    isProbed: true,
    messages: ['brief', 'go_on'],
  },
  cut: { endsTurn: null },
  failure: { type: 'authentication_error', message: 'Wrong key.', status: 401, told: '401 Unauthorized' },
  interrupt: async ({ press }) => press('Escape'),
  usage: {
    input: 1000,
    cacheRead: 5000,
    cacheWrite: 0,
    inputHoldsCached: true,
    price: { input: 1.75, output: 14, cacheRead: 0.175, cacheWrite: 0 },
    // The window that Codex 0.169.0 reports for this model.
    window: 258_400,
  },
  full: { usage: { input: 159_000, output: 9000, cacheRead: 120_000 }, told: '65 %' },
  stuckAfter: '10s',
  forgets: [['/compact', 'agent.compacted']],
  priced: {},
}

/** A command that the model asks to run outside the sandbox. */
function outside(command: string): ReturnType<RealAgent['run']> {
  return { tool: 'exec_command', input: { cmd: command, sandbox_permissions: 'require_escalated', justification: 'It needs more.' } }
}

const lineSchema = z.object({
  payload: z.object({ item: z.object({ type: z.literal('UserMessage'), content: z.array(z.object({ text: z.string() })) }) }),
})

function saidByUser(line: unknown): string | undefined {
  return lineSchema.safeParse(line).data?.payload.item.content[0]?.text
}

/**
 * Settings with the user's own provider, as users of gateways have, and with questions allowed outside plan mode. The
 * tests' directories are below /tmp, so the sandbox must not write to /tmp.
 */
function settings(modelUrl: string): string {
  return `model = "gpt-5.2-codex"
model_provider = "stand-in"
[model_providers.stand-in]
name = "stand-in"
base_url = "${modelUrl}/v1"
env_key = "STAND_IN_KEY"
wire_api = "responses"
request_max_retries = 1
stream_max_retries = 1
[sandbox_workspace_write]
exclude_slash_tmp = true
exclude_tmpdir_env_var = true
[features]
default_mode_request_user_input = true
[analytics]
enabled = false
`
}

function described(label: string): { label: string; description: string } {
  return { label, description: `the ${label} one` }
}

/** Codex itself carries out the command apply_patch when it finds it in a shell command. */
function patch(path: string, content: string): string {
  const lines = content.replace(/\n$/, '').split('\n')
  return `apply_patch <<'END'\n*** Begin Patch\n*** Add File: ${path}\n${lines.map(line => `+${line}\n`).join('')}*** End Patch\nEND`
}
