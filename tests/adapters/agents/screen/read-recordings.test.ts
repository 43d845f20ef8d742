import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createAgents } from '../../../../src/adapters/agents/agents.ts'
import { toScreen } from '../../../../src/adapters/tmux/input/read-screen.ts'
import { resolveProfiles } from '../../../../src/config/build/resolve-profiles.ts'
import { loadProfiles } from '../../../../src/config/load-profiles.ts'

const directory = fileURLToPath(new URL('recordings', import.meta.url))
const builtIn = await loadProfiles(fileURLToPath(new URL('../../../../config/agents', import.meta.url)))
const { profiles } = resolveProfiles({ builtIn, own: {} })
const { readScreen } = createAgents({ inherited: {}, note: () => {} })

/** The place where a screen of this name shows typed text. The first matching entry counts. */
const COMPOSERS: readonly (readonly [shows: RegExp, composer: 'empty' | 'draft' | 'unknown'])[] = [
  // Gemini CLI 0.61 ignores the key that empties its composer while the composer is in vi's normal mode.
  [/^gemini-.*-vim-normal-empty/, 'draft'],
  [/\d-key$|-(?:trust|theme|login|bypass-warning|hooks|permission|question|provider)$/, 'unknown'],
  [/-(?:model-picker|command-palette|rewind-menu|history-search|transcript|shell-mode)$/, 'unknown'],
  [/^gemini-.*-press-again$/, 'unknown'],
  [/draft|-suggestion-taken$|-(?:command|file)-menu$/, 'draft'],
  [/./, 'empty'],
]

const files = readdirSync(directory).filter(file => file.endsWith('.txt'))

test.each(files)('%s: the composer is read by its cursor and its faint text', file => {
  const wanted = COMPOSERS.find(([name]) => name.test(file.replace(/\.txt$/, '')))?.[1]
  expect(readRecorded(file).composer).toBe(wanted)
})

test.each(files.filter(file => /-busy(?:-\w+)?\.txt$/.test(file)))("%s: the window's title shows a running turn", file => {
  expect(readRecorded(file).busy).toBe(!/^opencode/.test(file))
})

test.each([
  ['claude-2.1.330-error-limited.txt', '429 Too many requests.'],
  ['claude-2.1.330-busy.txt', null],
  ['codex-0.169.0-error-limited.txt', null],
])('%s: the error that the agent is retrying is read', (file, words) => {
  expect(readRecorded(file).retrying).toBe(words)
})

function readRecorded(file: string) {
  const text = readFileSync(join(directory, file), 'utf8')
  const [head = '', ...rest] = text.split('\n----\n')
  const value = (key: string) => new RegExp(`^${key}: (.*)$`, 'm').exec(head)?.[1] ?? ''
  const [, x, y, shown] = /^(\d+),(\d+) (\w+)$/.exec(value('cursor')) ?? []
  const place = { x: Number(x), y: Number(y), isShown: shown === 'shown', columns: Number.parseInt(value('size'), 10) }
  const profile = profiles[value('agent')]
  if (profile == null) throw new Error(`there is no profile ${value('agent')}`)
  return readScreen(profile, toScreen(rest.join('\n----\n').split('\n'), place), value('title'))
}
