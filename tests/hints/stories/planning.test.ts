import { chmodSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aForge } from '../../support/forge/a-forge.ts'
import { aPerson, printed } from '../a-person.ts'

const DONE = { code: 0, stderr: '' }

async function aPlanner() {
  const person = await aPerson('workers: []\n')
  const { fleet } = person
  writeFileSync(join(fleet.repository, 'plan.md'), '## Models\nowns: src/models/**\naccept: `test -d src`\n')
  const types = (line: string, env = {}) => person.types(`cd repository && ${line}`, env)
  return { fleet, types }
}

test('a written plan can be launched, and a plan whose files exist already is written to another directory', async () => {
  const { types, fleet } = await aPlanner()
  const planned = await types('czar plan --from plan.md --worker-agent scripted')
  const launch = printed('cli/output/plan: czar launch {}', planned)
  const again = await types('czar plan --from plan.md')
  expect(again.code).toBe(3)
  const elsewhere = printed('cli/plan/plan-files: {}   # a directory without these files', again)
  expect(await types(elsewhere.replace('DIR', 'other'))).toMatchObject(DONE)
  expect(existsSync(join(fleet.repository, 'other', 'czar.yaml'))).toBe(true)
  expect(await types(launch)).toMatchObject(DONE)
  expect((await types('czar stop -p repository')).code).toBe(0)
})

test.each([
  ['czar plan', 'cli/plan/make-plan: czar plan --help', /Usage: czar plan/],
  ['czar plan x --agent aider', 'cli/plan/planner: czar plan --help', /Usage: czar plan/],
  ['czar plan --from /dev/stdin < /dev/null', 'cli/plan/plan-by-rule: ls -l {}', /stdin/],
  ['czar plan --from plan.md --base feat/models', 'cli/plan/make-plan: czar help planning', /# Planning/],
  ['echo | czar plan --from -', 'cli/plan/plan-by-rule: czar help planning', /# Planning/],
] as const)('the hint of "%s" is a command that helps', async (line, name, helps) => {
  const { types } = await aPlanner()
  const refused = await types(line)
  expect(refused.code).not.toBe(0)
  expect((await types(printed(name, refused))).stdout).toMatch(helps)
})

test('the errors about a wrong base, a planner without an answer and a pull request in place of an issue name commands that help', async () => {
  const { types, fleet } = await aPlanner()
  const program = join(fleet.directory, 'bin', 'claude')
  writeFileSync(program, '#!/bin/sh\ncat > /dev/null\necho "$ANSWER"\n')
  chmodSync(program, 0o755)
  const base = await types('czar plan x --agent claude --base nothing')
  expect((await types(printed('adapters/git/worktrees/read-only-worktree: git -C {} branch --all', base))).stdout).toContain('main')
  const silent = await types('czar plan x --agent claude')
  expect((await types(printed('cli/plan/planning-failure: czar doctor', silent))).stdout).toContain('git')
  const ANSWER = JSON.stringify({ type: 'result', subtype: 'success', result: 'no' })
  const wrong = await types('czar plan x --agent claude --pass-env ANSWER', { ANSWER })
  expect(
    await types(printed('cli/plan/plan-by-agent: czar plan --from plan.md   # by rules, or with another --agent', wrong)),
  ).toMatchObject(DONE)

  const forge = await aForge()
  fleet.git('remote', 'add', 'origin', forge.make('owner/repo'))
  forge.issues.push({ number: 12, title: 'Search', body: '', labels: [], state: 'open' })
  forge.issues.push({ number: 13, title: 'A request', body: '', labels: [], state: 'open', isRequest: true })
  const token = { GH_ENTERPRISE_TOKEN: forge.token }
  const request = await types('czar plan --issue "#13" --out two', token)
  expect((await types(printed('cli/plan/plan-issues: czar plan --help', request))).stdout).toMatch(/Usage: czar plan/)
  const none = await types('czar plan --label nothing --out two', token)
  expect(await types(`${printed('cli/plan/plan-issues: czar plan --issue owner/repo#12', none)} --out two`, token)).toMatchObject(DONE)
})
