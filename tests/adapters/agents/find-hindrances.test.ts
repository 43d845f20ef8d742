import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { findHindrances } from '../../../src/adapters/agents/find-hindrances.ts'
import { temporaryDirectory } from '../../support/temporary.ts'

async function hindrancesWith(kind: 'claude' | 'opencode' | 'codex', file: string, text: string, env: Record<string, string> = {}) {
  const home = await temporaryDirectory()
  const path = join(home, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  return findHindrances({ kind, env }, { HOME: home }, join(home, 'repository'))
}

test.each([
  ['the user', '.claude/settings.json'],
  ['the repository', 'repository/.claude/settings.json'],
  ['the clone alone', 'repository/.claude/settings.local.json'],
])('hooks of Claude Code that are switched off by %s are named', async (_who, file) => {
  expect(await hindrancesWith('claude', file, '{ "disableAllHooks": true }')).toEqual([expect.stringContaining(`${file} switches off`)])
})

test.each([
  ['another key', '{"keybinds":{"input_submit":"ctrl+s"}}', 1],
  ['none', '{"keybinds":{"input_submit":"none"}}', 1],
  ['Enter among others', '{"keybinds":{"input_submit":"ctrl+s,return"}}', 0],
  ['nothing about it', '{"keybinds":{"input_newline":"shift+return"}}', 0],
  ['no JSON at all', '{{', 0],
])('opencode with %s to send a text', async (_what, text, count) => {
  expect(await hindrancesWith('opencode', '.config/opencode/tui.json', text)).toHaveLength(count)
})

test('hooks that are on, and settings of other programs, are in the way of nothing', async () => {
  expect(await hindrancesWith('claude', '.claude/settings.json', '{ "disableAllHooks": false, "hooks": {} }')).toEqual([])
  expect(await hindrancesWith('codex', '.claude/settings.json', '{ "disableAllHooks": true }')).toEqual([])
})

test('the directory that the profile names is read, not the one of the environment', async () => {
  const text = '{ "disableAllHooks": true }'
  expect(await hindrancesWith('claude', '.claude/settings.json', text, { CLAUDE_CONFIG_DIR: '/nowhere' })).toEqual([])
})
