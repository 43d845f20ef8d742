import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aScriptedWorker, honestly } from '../../support/a-fleet.ts'
import { aForge } from '../../support/forge/a-forge.ts'
import { hintOf } from '../a-matter.ts'
import { aPerson } from '../a-person.ts'

/** A fleet with one worker, and a stand-in for GitHub that has its remote repository. Also returns the token that the stand-in accepts. */
async function aForgeAndAPerson(requests = '{}') {
  const forge = await aForge()
  const workers = `workers:\n${aScriptedWorker('one', honestly('one'))}`
  const person = await aPerson(`remote: origin\npolicy:\n  pull_requests: ${requests}\n${workers}`)
  const { fleet } = person
  fleet.git('remote', 'add', 'origin', forge.make('acme/shop'))
  // Git uses a path instead of HTTP, because the stand-in runs in this process, which waits for git.
  fleet.git('push', '-q', join(forge.root, 'acme/shop.git'), 'main')
  return { forge, person, fleet }
}

test("a refused token leads to czar doctor, which prints the token's user and rights", async () => {
  const { forge, person, fleet } = await aForgeAndAPerson()
  fleet.env['GH_ENTERPRISE_TOKEN'] = 'ghp_expired'
  await person.types('czar launch czar.yaml')
  await fleet.eventually('pull_request.delayed')
  const hint = await hintOf(person, 'forge', 'core/policy/pull-requests/request-matters: czar doctor --pull-requests {}')
  expect(await person.types(hint)).toMatchObject({ code: 1, stdout: expect.stringContaining('Bad credentials') })
  const mended = await person.types(hint, { GH_ENTERPRISE_TOKEN: forge.token })
  expect(mended.stdout).toContain('acme/shop, as czar-bot: branches may be pushed and requests opened')
})

test('a branch that somebody else pushed to leads to czar pr, which says why it gets no pull request', async () => {
  const { forge, person, fleet } = await aForgeAndAPerson()
  fleet.env['GH_ENTERPRISE_TOKEN'] = forge.token
  const tree = forge.git('acme/shop', 'rev-parse', 'main^{tree}')
  forge.git('acme/shop', 'update-ref', 'refs/heads/feat/one', forge.git('acme/shop', 'commit-tree', tree, '-m', 'Theirs'))
  await person.types('czar launch czar.yaml')
  await fleet.eventually('pull_request.refused')
  const hint = await hintOf(person, 'request:feat/one', 'core/policy/pull-requests/request-matters: czar pr {}')
  expect(await person.types(hint)).toMatchObject({
    code: 3,
    stdout: expect.stringMatching(/^one {2}refused\n.*(?:fetch first|non-fast-forward)/),
  })
})

test("a sprint's branch that somebody else pushed to leads to czar pr as well", async () => {
  const { forge, person, fleet } = await aForgeAndAPerson('{ per: sprint }')
  fleet.env['GH_ENTERPRISE_TOKEN'] = forge.token
  const tree = forge.git('acme/shop', 'rev-parse', 'main^{tree}')
  forge.git('acme/shop', 'update-ref', 'refs/heads/omnibus/fleet', forge.git('acme/shop', 'commit-tree', tree, '-m', 'Theirs'))
  await person.types('czar launch czar.yaml')
  await fleet.eventually('pull_request.refused')
  const hint = await hintOf(person, 'request:omnibus/fleet', 'core/policy/pull-requests/request-matters: czar pr')
  expect(await person.types(hint)).toMatchObject({
    code: 3,
    stdout: expect.stringMatching(/^omnibus\/fleet {2}refused\n.*(?:fetch first|non-fast-forward)/),
  })
  expect(forge.git('acme/shop', 'log', '-1', '--format=%s', 'omnibus/fleet')).toBe('Theirs')
})
