import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { claudeHindrances } from '../../../src/adapters/agents/claude/hindrances.ts'
import { DRIVERS } from '../../../src/adapters/agents/drivers.ts'
import { temporaryDirectory } from '../../support/temporary.ts'

async function hindrancesWith(
  kind: 'claude' | 'opencode' | 'codex' | 'gemini',
  files: Readonly<Record<string, string>>,
  env: Record<string, string> = {},
) {
  const home = await temporaryDirectory()
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, file)), { recursive: true })
    writeFileSync(join(home, file), text)
  }
  const place = { env: { HOME: home, ...env }, cwd: join(home, 'worktree') }
  return kind === 'claude' ? claudeHindrances(place, join(home, 'managed')) : (DRIVERS[kind].measured?.findHindrances(place) ?? [])
}

test.each([
  ['the user', '.claude/settings.json'],
  ['the repository', 'worktree/.claude/settings.json'],
  ['the clone alone', 'worktree/.claude/settings.local.json'],
  ['an administrator', 'managed/managed-settings.json'],
])("Claude Code's hooks that are switched off by %s are reported, with the setting to change", async (_who, file) => {
  const [found, ...more] = await hindrancesWith('claude', { [file]: '{ "disableAllHooks": true }' })
  expect(found).toMatchObject({ kind: 'hooks', says: expect.stringContaining(`${file} switches off`) })
  expect(found?.mend).toMatch(new RegExp(`^take disableAllHooks out of .*${file}$`))
  expect(more).toEqual([])
})

test("Claude Code's hooks that an administrator reserves for managed settings are reported", async () => {
  const text = '{ "allowManagedHooksOnly": true }'
  expect(await hindrancesWith('claude', { 'managed/managed-settings.json': text })).toMatchObject([{ mend: /allowManagedHooksOnly/ }])
  expect(await hindrancesWith('claude', { '.claude/settings.json': text })).toEqual([])
})

test.each([
  ['another key', '{"keybinds":{"input_submit":"ctrl+s"}}', 1],
  ['none', '{"keybinds":{"input_submit":"none"}}', 1],
  ['Enter among others', '{"keybinds":{"input_submit":"ctrl+s,return"}}', 0],
  ['nothing about it', '{"keybinds":{"input_newline":"shift+return"}}', 0],
  ['no JSON at all', '{{', 0],
  ['comments around it', '// mine\n{ "keybinds": { "input_submit": "ctrl+s", /* not "return" */ }, }', 1],
  ['an address in it', '{ "$schema": "https://opencode.ai/tui.json", "keybinds": { "input_submit": "ctrl+s" } }', 1],
])('opencode with %s is reported, because czar cannot send it a text', async (_what, text, count) => {
  expect(await hindrancesWith('opencode', { '.config/opencode/tui.json': text })).toHaveLength(count)
})

test('of several opencode settings files with the same key, the last file counts', async () => {
  const files = {
    '.config/opencode/tui.json': '{"keybinds":{"input_submit":"ctrl+s"}}',
    'worktree/.opencode/tui.jsonc': '{"keybinds":{"input_submit":"return"}}',
  }
  expect(await hindrancesWith('opencode', files)).toEqual([])
  expect(await hindrancesWith('opencode', { 'worktree/tui.json': files['.config/opencode/tui.json'] })).toMatchObject([{ kind: 'enter' }])
})

const KEYMAP = '[tui.keymap.composer]\nsubmit = '

test.each([
  ['hooks off', '[features]\nhooks = false', 'hooks = false in [features] of'],
  ['hooks off, by their old name', '[features]\ncodex_hooks = false', 'codex_hooks = false in [features] of'],
  ['another key to send', `${KEYMAP}"ctrl-d"`, 'submit in [tui.keymap.composer] of'],
  ['other keys to send', `${KEYMAP}["ctrl-d", "ctrl-s"]`, 'so Enter sends no text in Codex: add "enter" to submit'],
])("Codex with %s is reported, with the file's name", async (_what, text, words) => {
  for (const file of ['.codex/config.toml', 'worktree/.codex/config.toml']) {
    const [found, ...more] = await hindrancesWith('codex', { [file]: text })
    expect(`${found?.says}: ${found?.mend}`).toContain(words)
    expect(found?.says).toContain(`/${file}`)
    expect(more).toEqual([])
  }
  expect(await hindrancesWith('codex', { 'elsewhere/config.toml': text })).toEqual([])
})

test.each([
  ['Enter among others', `${KEYMAP}["ctrl-d", "enter"]`],
  ['hooks on', '[features]\nhooks = true'],
  ['keys of another type', `${KEYMAP}7\n[features]\nhooks = "no"`],
  ['no TOML at all', '[[['],
  ['nothing', ''],
])('Codex with %s is not reported', async (_what, text) => {
  expect(await hindrancesWith('codex', { '.codex/config.toml': text })).toEqual([])
})

test('hooks that are on, and settings of other programs, are not reported', async () => {
  expect(await hindrancesWith('claude', { '.claude/settings.json': '{ "disableAllHooks": false, "hooks": {} }' })).toEqual([])
  expect(await hindrancesWith('codex', { '.claude/settings.json': '{ "disableAllHooks": true }' })).toEqual([])
})

test("czar reads the settings directory that the profile names instead of the user's directory", async () => {
  const files = { '.claude/settings.json': '{ "disableAllHooks": true }' }
  expect(await hindrancesWith('claude', files, { CLAUDE_CONFIG_DIR: '/nowhere' })).toEqual([])
})

test('a pipe, a device, a folder or a huge file in place of a settings file is ignored and causes no delay', async () => {
  const home = await temporaryDirectory()
  const make = [
    (file: string) => void execFileSync('mkfifo', [file]),
    (file: string) => symlinkSync('/dev/zero', file),
    (file: string) => mkdirSync(file),
    (file: string) => writeFileSync(file, `{ "disableAllHooks": true }${' '.repeat(1_100_000)}`),
  ]
  for (const [index, put] of make.entries()) {
    const directory = join(home, String(index))
    mkdirSync(directory)
    put(join(directory, 'settings.json'))
    expect(await claudeHindrances({ env: { CLAUDE_CONFIG_DIR: directory }, cwd: home }, home)).toEqual([])
  }
})

const GEMINI_OWN = '.gemini/settings.json'
const GEMINI_REPOSITORY = 'worktree/.gemini/settings.json'

test.each([
  ['hooks off in the repository', GEMINI_REPOSITORY, '{ "hooksConfig": { "enabled": false } } // none', 'hooksConfig.enabled'],
  ['vim keys in the repository', GEMINI_REPOSITORY, '{ "general": { "vimMode": true } }', 'general.vimMode'],
  ['an @ that brings files', GEMINI_REPOSITORY, '{ "ui": { "escapePastedAtSymbols": false } }', 'ui.escapePastedAtSymbols'],
  [
    'a view for screen readers',
    GEMINI_REPOSITORY,
    '{ "ui": { "accessibility": { "screenReader": true } } }',
    'ui.accessibility.screenReader',
  ],
  ['a container', GEMINI_OWN, '{ "tools": { "sandbox": "docker" } }', 'tools.sandbox'],
  ['no shell', GEMINI_OWN, '{ "tools": { "core": ["read_file"] } }', 'tools.core'],
  ['hooks of czar among those that are off', GEMINI_OWN, '{ "hooksConfig": { "disabled": ["czar"] } }', 'hooksConfig.disabled'],
  ['no mode that allows everything', GEMINI_OWN, '{ "security": { "disableYoloMode": true } }', 'security.disableYoloMode'],
])('Gemini CLI with %s is reported', async (_what, file, text, key) => {
  const [found, ...more] = await hindrancesWith('gemini', { [file]: text })
  expect(found?.says).toMatch(new RegExp(`^${key} in \\S+${file} `))
  expect(found?.mend).toMatch(new RegExp(`^take ${key} out of \\S+${file}$`))
  expect(more).toEqual([])
})

test.each([
  [
    'hooks off and vim keys of the user, which czar overrules',
    GEMINI_OWN,
    '{ "hooksConfig": { "enabled": false }, "general": { "vimMode": true } }',
  ],
  ['no container', GEMINI_REPOSITORY, '{ "tools": { "sandbox": false }, "hooksConfig": { "enabled": true } }'],
  ['a shell among its tools', GEMINI_OWN, '{ "tools": { "core": ["read_file", "run_shell_command(git)"] } }'],
  ['settings of other kinds', GEMINI_REPOSITORY, '{ "tools": [1], "ui": null, "general": { "vimMode": "yes" } }'],
  ['no JSON at all', GEMINI_OWN, '{{'],
])('Gemini CLI with %s is not reported', async (_what, file, text) => {
  expect(await hindrancesWith('gemini', { [file]: text })).toEqual([])
})
