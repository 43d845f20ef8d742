import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { until } from '../../../support/until.ts'
import type { RealAgent } from '../real-agent.ts'
import { versionOf } from './current.ts'

const MEBIBYTE = 1_048_576
/**
 * On its first start opencode fetches a package from npm for half a minute. This home already has the package, like the home of a user who
 * has started opencode before.
 */
const USED_BEFORE = fileURLToPath(new URL('../../../../node_modules/.cache/czar-agents/opencode-home', import.meta.url))

export const opencode: RealAgent = {
  name: 'opencode',
  title: 'opencode',
  package: 'opencode-ai',
  version: versionOf('opencode', '1.18.33'),
  bin: 'bin/opencode.exe',
  patienceMs: 400_000,
  settle(home, modelUrl) {
    mkdirSync(USED_BEFORE, { recursive: true })
    const model = 'anthropic/claude-opus-4-5'
    const options = { baseURL: `${modelUrl}/v1`, apiKey: 'dummy' }
    // Rules of the user for commands for which czar also has rules. Czar's rules must still apply.
    const permission = { bash: { 'git commit *': 'ask', 'czar report *': 'deny' } }
    writeFileSync(settingsFile(home), JSON.stringify({ model, small_model: model, provider: { anthropic: { options } }, permission }))
    return {
      OPENCODE_CONFIG: settingsFile(home),
      OPENCODE_DISABLE_MODELS_FETCH: '1',
      XDG_CONFIG_HOME: join(USED_BEFORE, 'config'),
      XDG_CACHE_HOME: join(USED_BEFORE, 'cache'),
      XDG_DATA_HOME: join(home, 'data'),
      XDG_STATE_HOME: join(home, 'state'),
    }
  },
  // opencode adds one line of its own at its first start; everything else must stay unchanged.
  ownSettings: home => readFileSync(settingsFile(home), 'utf8').replace(/\n *"\$schema": "[^"]*",/, ''),
  run: command => ({ tool: 'bash', input: { command, description: 'a step' } }),
  read: path => ({ tool: 'read', input: { filePath: path } }),
  write: (path, content) => ({ tool: 'write', input: { filePath: path, content } }),

  lacks: { login: 'it has a provider of its makers that needs none' },
  receipt: 'hook chat.message',
  resumeFlag: '--session',
  // opencode appends one space to a longer text.
  texts: { mostChars: MEBIBYTE, sent: kept => `${kept.trimEnd()} `, recorded: null, asRecorded: kept => kept },
  denied: /rule|denied|permission/i,
  permission: { call: command => opencode.run(command), asked: command => `bash: ${command}`, drawn: 'Allow once' },
  question: {
    call: (question, labels) => ({
      tool: 'question',
      input: { questions: [{ question, header: 'Colour', options: labels.map(label => ({ label, description: `the ${label} one` })) }] },
    }),
    drawn: 'the Blue one',
    keys: ['2'],
  },
  progress: 'czar report progress --done 1 --total 2 "$(cat <<\'END\'\ntwo\nlines\nEND\n)"',
  tools: { before: 'czar_', tellsCommandsApart: false },
  rate: {
    refusals: 1,
    type: 'rate_limit_error',
    message: 'This request would exceed your rate limit.',
    retryAfter: 25,
    limited: { text: 'would exceed your rate limit', resetMs: 25_000, isProbed: false, messages: ['brief'] },
  },
  // opencode waits less than 15 s between its tries.
  overload: { refusals: 2, type: 'overloaded_error', message: 'Overloaded', limited: null },
  quota: {
    refuse: over => ({
      error: { type: 'insufficient_quota', message: 'You exceeded your current quota, please check your plan and billing details.' },
      status: 429,
      retryAfter: Math.round((over - Date.now()) / 1000),
    }),
    text: 'exceeded your current quota',
    dialog: null,
    isProbed: false,
    messages: ['brief'],
  },
  cut: { endsTurn: null },
  failure: { type: 'authentication_error', message: 'Wrong key.', status: 401, told: 'Wrong key.' },
  async interrupt({ press, screen }) {
    press('Escape')
    await until(() => screen().includes('again to interrupt'))
    press('Escape')
  },
  usage: {
    input: 1000,
    cacheRead: 5000,
    cacheWrite: 200,
    inputHoldsCached: false,
    price: { input: 5, output: 25, cacheRead: 0.5, cacheWrite: 6.25 },
    window: 200_000,
    losesLast: true,
  },
  full: { usage: { input: 1000, output: 9000, cacheRead: 120_000 }, told: '65 %' },
  // The first answer in a session may take half a minute.
  stuckAfter: '30s',
  forgets: [['/compact', 'agent.compacted']],
  priced: {},
}

function settingsFile(home: string): string {
  return join(home, 'opencode.json')
}
