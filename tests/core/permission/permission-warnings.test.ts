import { expect, test } from 'vitest'
import type { AgentKind } from '../../../src/core/model/agent-traits.ts'
import { permissionWarnings } from '../../../src/core/permission/permission-warnings.ts'
import { aPolicy } from '../../support/builders/a-policy.ts'
import { aProfile } from '../../support/builders/a-profile.ts'
import { aProject, aWorker } from '../../support/builders/a-project.ts'

function warnings(permissions: typeof aPolicy.permissions, kinds: readonly AgentKind[] = ['claude']) {
  const agents = Object.fromEntries(kinds.map(kind => [kind, aProfile({ kind, name: kind })]))
  const workers = kinds.map(kind => aWorker(`w_${kind}`, { agent: kind }))
  return permissionWarnings(aProject({ workers, agents, policy: { ...aPolicy, permissions } }))
}

test('with the policy "otherwise: allow" a warning names what each used agent program switches off', () => {
  const said = warnings({ allow: [], otherwise: 'allow' }, ['claude', 'codex', 'gemini', 'opencode', 'command'])
  expect(said).toHaveLength(4)
  expect(said[0]).toContain('its permission mode is off, and so is its refusal to run as root')
  expect(said[1]).toContain('its sandbox and its questions are off')
  expect(said[2]).toContain('yolo')
  expect(said[3]).toContain('opencode allows every tool everywhere')
  expect(warnings({ allow: [], otherwise: 'ask' })).toEqual([])
})

test.each(['git *', 'Bash(git:*)', 'git*', '*', 'Bash', 'Bash(*)', 'run_shell_command', 'bash(sh *)', 'env:*', 'npx *', 'find *'])(
  'a warning says that the pattern %s allows more than it seems to',
  rule => {
    const [said, ...more] = warnings({ allow: [rule], otherwise: 'deny' })
    expect(said).toContain(JSON.stringify(rule))
    expect(more).toEqual([])
  },
)

test.each([
  'npm test*',
  'git push origin HEAD',
  'git log *',
  'Bash(make:*)',
  'webfetch(https://example.com/*)',
  'mcp__db__query',
  'gitk *',
])('no warning is given for the pattern %s', rule => {
  expect(warnings({ allow: [rule], otherwise: 'ask' })).toEqual([])
})
