import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { AGENT_KINDS } from '../../src/core/model/agent-traits.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const HOME = ['src/adapters/agents/', 'src/core/model/agent-traits.ts']

/** Strings in which the word is not the kind of an agent program but the name of a profile, which new projects use by default. */
const EXCEPTIONS: ReadonlySet<string> = new Set(["src/config/schema/project-schema.ts: 'claude'", "src/cli/verbs/setup/init.ts: 'claude'"])

/** The names of the kinds. `command` is left out, because the word also names an alert channel and an action of the demo agent. */
const NAMES = AGENT_KINDS.filter(kind => kind !== 'command').join('|')
const NAMED = new RegExp(`'(?:${NAMES})'|"(?:${NAMES})"|\\b(?:${NAMES}):(?= )`, 'g')
/** Any comparison of a profile's kind. */
const COMPARED = /(?:\b(?:profile|agent)\S*\??\.)kind (?:===|!==)|\bkind (?:===|!==) 'command'|\bcase 'command':\n.*profile/g

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
}

function kindsNamed(code: string): readonly string[] {
  return [NAMED, COMPARED].flatMap(pattern => withoutComments(code).match(pattern) ?? [])
}

test('only the drivers and the table of traits name an agent program', () => {
  const files = globSync('src/**/*.{ts,tsx}', { cwd: ROOT }).filter(file => !HOME.some(home => file.startsWith(home)))
  expect(files.length).toBeGreaterThan(700)
  const found = files.flatMap(file => kindsNamed(readFileSync(join(ROOT, file), 'utf8')).map(word => `${file}: ${word}`))
  expect(new Set(found)).toEqual(EXCEPTIONS)
})

test.each([
  "if (profile.kind === 'command') return null",
  "const isPlain = profile?.kind !== 'command'",
  'const same = agents[worker.agent]?.kind === kind',
  "const isPlain = kind === 'command'",
  "const KNOWN = new Set(['codex', 'gemini'])",
  'const KEYS = { claude: 1 }',
])('`%s` names an agent program', code => {
  expect(kindsNamed(code)).not.toEqual([])
})

test.each([
  '/** claude: as measured */',
  "// 'codex' asks in a form",
  "if (via === 'command') run()",
  "if (event.kind === 'agent.turn') return",
  'AGENT_TRAITS[profile.kind].saysTurns',
])('`%s` names no agent program', code => {
  expect(kindsNamed(code)).toEqual([])
})
