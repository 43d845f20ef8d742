import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aPerson, printed } from '../../../hints/a-person.ts'
import { until } from '../../../support/until.ts'

/**
 * A program that reports only by its hook that it is ready, as Claude Code does. Without hooks, it only draws its screen. When it is asked
 * for its version, it writes to the terminal, asks a question, and hangs.
 */
const LIKE_CLAUDE = `#!${process.execPath}
const { readFileSync, writeFileSync } = require('node:fs')
const { spawnSync } = require('node:child_process')
const valueOf = flag => process.argv[process.argv.indexOf(flag) + 1]
if (process.argv.includes('--version')) {
  try { writeFileSync('/dev/tty', 'DRAWN') } catch {}
  process.stdout.write('Update now? [y/N] ')
  process.stdin.on('end', () => { console.log('\\n2.1.197 (Claude Code)'); process.exit() }).resume()
} else {
  console.log('Welcome')
  const user = JSON.parse(readFileSync(process.env.HOME + '/.claude/settings.json', 'utf8'))
  const { hooks } = JSON.parse(readFileSync(valueOf('--settings'), 'utf8'))
  const input = JSON.stringify({ hook_event_name: 'SessionStart', session_id: valueOf('--session-id'), source: 'startup' })
  if (!user.disableAllHooks) spawnSync('sh', ['-c', hooks.SessionStart[0].hooks[0].command], { input })
  process.stdin.resume()
}
`

test('fault 103: switched-off hooks are reported at the launch, and as the cause of a hung worker, with the command that corrects it', async () => {
  const { fleet, types } = await aPerson('')
  const settings = join(fleet.directory, '.claude', 'settings.json')
  const program = join(fleet.directory, 'claude')
  mkdirSync(join(fleet.directory, '.claude'))
  writeFileSync(settings, '{ "disableAllHooks": true }')
  writeFileSync(program, LIKE_CLAUDE)
  chmodSync(program, 0o755)
  fleet.configure(
    `agents:\n  claude: { command: [${program}] }\nworkers:\n  - { id: api, agent: claude, owns: ["src/**"], task: Write it. }\n`,
  )
  const launched = await types('czar launch czar.yaml')
  expect(launched.stderr).toContain(`warning: disableAllHooks in ${settings} switches off the hooks`)
  await fleet.eventually('attention.raised', ({ text }) => text.includes(`disableAllHooks in ${settings}`))
  const status = await types('czar status')
  expect(status.stdout).toContain('disableAllHooks')
  const why = await types('czar why api')
  expect(why.stdout).toContain(`disableAllHooks in ${settings} switches off the hooks`)
  await fleet.eventually('program.version', ({ version }) => version === '2.1.197')
  expect((await types('czar status')).stdout).toMatch(/agent claude: 2\.1\.197 here, tested with \d.*; a used-up subscription shows a menu/)
  writeFileSync(settings, '{}')
  const hint = printed('core/policy/health/hindered: {}   # first {}', why)
  expect(hint).toContain(`take disableAllHooks out of ${settings}`)
  expect(await types(hint)).toMatchObject({ code: 0 })
  await fleet.eventually('agent.ready', ({ incarnation }) => incarnation === 2)
  expect(fleet.events().filter(({ kind }) => kind === 'program.version')).toHaveLength(1)
  // The czar looks at the worker a moment after it is ready, and only then settles what it raised before.
  const what = 'the setting is no longer named as the cause'
  await until(
    () => types('czar why api'),
    ({ stdout }) => !stdout.includes('disableAllHooks'),
    { timeoutMs: 60_000, what },
  )
})
