import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { unwrapPaste } from '../../../../src/adapters/agents/claude/unwrap-paste.ts'
import type { RealAgent } from '../real-agent.ts'
import { messageIn, recordedLines } from '../recorded-texts.ts'
import { versionOf } from './current.ts'

const MEBIBYTE = 1_048_576

export const claude: RealAgent = {
  name: 'claude',
  title: 'Claude Code',
  package: '@anthropic-ai/claude-code',
  version: versionOf('claude', '2.1.330'),
  bin: 'bin/claude.exe',
  // npm first installs a stub of a few hundred bytes in place of the program.
  finishInstall: { isDone: program => statSync(program).size > 1_000_000, script: 'install.cjs' },
  patienceMs: 120_000,
  settle(home, modelUrl) {
    const config = join(home, 'claude')
    mkdirSync(config, { recursive: true })
    writeFileSync(join(config, '.claude.json'), JSON.stringify({ hasCompletedOnboarding: true, theme: 'dark' }))
    writeFileSync(join(config, 'settings.json'), JSON.stringify({ permissions: { defaultMode: 'plan' } }))
    return {
      CLAUDE_CONFIG_DIR: config,
      ANTHROPIC_BASE_URL: modelUrl,
      ANTHROPIC_AUTH_TOKEN: 'dummy',
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      CLAUDE_CODE_MAX_RETRIES: '1',
    }
  },
  // Claude Code keeps its own notes in .claude.json, so only settings.json must stay unchanged.
  ownSettings: home => readFileSync(join(home, 'claude', 'settings.json'), 'utf8'),
  run: command => ({ tool: 'Bash', input: { command, description: 'a step' } }),
  read: path => ({ tool: 'Read', input: { file_path: path } }),
  write: (path, content) => ({ tool: 'Write', input: { file_path: path, content } }),
  // The date, the lists of agents and skills, a person's command, and the marks around a pasted text.
  ownWords:
    /^(?:(?:<(system-reminder|local-command-\w+|command-\w+)>[\s\S]*?<\/\1>|\[Request interrupted by user[^\]]*\])\s*|\s*<pasted_content id="\w+">\n)+|\n<\/pasted_content id="\w+">\n?$/g,

  lacks: {},
  receipt: 'hook UserPromptSubmit',
  resumeFlag: '--resume',
  texts: {
    mostChars: MEBIBYTE,
    sent: asSent,
    recorded: ({ directory }, worker, message) => {
      const lines = recordedLines(join(directory, 'claude', 'projects'), name => name.includes(`-${worker.replaceAll('_', '-')}/`))
      return messageIn(
        lines.map(line => lineSchema.parse(line).message?.content),
        message,
        unwrapPaste,
      )
    },
    asRecorded: asSent,
  },
  denied: /denied|permission|don't ask/i,
  permission: {
    call: command => claude.run(command),
    asked: command => `Bash: ${command}`,
    drawn: 'Do you want to proceed?',
  },
  question: {
    call: (question, labels) => ({
      tool: 'AskUserQuestion',
      input: { questions: [{ question, header: 'Colour', multiSelect: false, options: labels.map(described) }] },
    }),
    drawn: 'Type something',
    keys: ['2'],
  },
  progress: 'czar report progress --done 1 --total 2 "$(cat <<\'END\'\ntwo\nlines\nEND\n)"',
  tools: { before: 'mcp__czar__', tellsCommandsApart: false },
  rate: {
    refusals: 2,
    type: 'rate_limit_error',
    message: 'This request would exceed your rate limit. Please try again in 3s.',
    retryAfter: 1,
    limited: { text: 'would exceed your rate limit', resetMs: 3000, isProbed: true, messages: ['brief', 'go_on'] },
  },
  overload: {
    refusals: null,
    type: 'overloaded_error',
    message: 'Overloaded. Please try again in 3s.',
    limited: { text: '529', resetMs: 3000, isProbed: true, messages: ['brief', 'go_on'] },
  },
  quota: {
    // The answer of the servers when the five-hour quota of a subscription is used up.
    env: { ANTHROPIC_AUTH_TOKEN: '', CLAUDE_CODE_OAUTH_TOKEN: 'dummy' },
    refuse: over => ({
      error: { type: 'rate_limit_error', message: 'This request would exceed the limit of your account.' },
      status: 429,
      more: {
        headers: {
          'anthropic-ratelimit-unified-status': 'rejected',
          'anthropic-ratelimit-unified-reset': String(over / 1000),
          'anthropic-ratelimit-unified-representative-claim': 'five_hour',
        },
      },
    }),
    text: 'hit your 5-hour limit',
    // 2.1.330 shows no menu (2.1.197 did). It says when it will continue, and does so by itself.
    dialog: null,
    isProbed: true,
    messages: ['brief', 'go_on'],
  },
  cut: { endsTurn: null },
  failure: { type: 'invalid_request_error', message: 'Wrong shape.', status: 400, told: 'Wrong shape.' },
  interrupt: async ({ press }) => press('Escape'),
  usage: {
    input: 1000,
    cacheRead: 5000,
    cacheWrite: 200,
    inputHoldsCached: false,
    price: { input: 5, output: 25, cacheRead: 0.5, cacheWrite: 6.25 },
    window: 200_000,
  },
  full: { usage: { input: 1000, output: 9000, cacheRead: 120_000 }, told: '65 %' },
  stuckAfter: '10s',
  forgets: [
    ['/clear', 'agent.session'],
    ['/compact', 'agent.compacted'],
  ],
  // A model whose price and window are in czar's built-in table.
  priced: { ANTHROPIC_MODEL: 'claude-opus-4-5' },
}

const lineSchema = z.object({ message: z.object({ content: z.unknown() }).optional() })

/**
 * The awkward texts contain invisible characters. 2.1.330 keeps those that shape an emoji or stand next to a Hebrew
 * word.
 */
function asSent(kept: string): string {
  return kept.replaceAll('\t', '    ').replace(/[\u200b\ufeff]/g, '')
}

function described(label: string): { label: string; description: string } {
  return { label, description: `the ${label} one` }
}
