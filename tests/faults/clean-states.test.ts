import { lstatSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { WorkerId } from '../../src/core/model/ids.ts'
import { aLeftProject, type LeftProject } from './support/a-left-project.ts'
import { lossesBetween, takeInventory } from './support/git-inventory.ts'
import { bringAbout, type CleanEnd, STATES, type WorktreeState } from './support/worktree-states.ts'

const NOTHING = { commits: [], files: [] }

test.each(STATES)('fault 77: czar clean loses no work of a worktree that is: $name', async state => {
  const project = await aLeftProject()
  bringAbout(project, state)
  const ignored = await expectStopToSpare(project)
  expect(await cleaned(project, state, { flags: [], ignored })).toBe(state.plain)
  if (state.plain !== 'refused') return
  expect(await cleaned(project, state, { flags: ['--discard'], ignored })).toBe(state.discard)
})

test.each(STATES.filter(({ plain }) => plain !== 'refused'))(
  'fault 77: czar clean --discard loses no work of a worktree that is: $name',
  async state => {
    const project = await aLeftProject()
    bringAbout(project, state)
    expect(await cleaned(project, state, { flags: ['--discard'], ignored: new Set() })).toBe(state.discard)
  },
)

interface Cleaning {
  readonly flags: readonly string[]
  /** Commits that may be lost. */
  readonly ignored: ReadonlySet<string>
}

/** Runs the clean, compares the repositories before and after, and returns the end that the command reported. */
async function cleaned(project: LeftProject, state: WorktreeState, { flags, ignored }: Cleaning): Promise<CleanEnd> {
  const before = takeInventory(project.root, project.env)
  const refs = () => project.sh('git for-each-ref; git worktree list', project.repo)
  const refsBefore = refs()
  const { stdout, stderr, code } = await project.clean(...flags)
  const after = takeInventory(project.root, project.env)
  const isDiscard = flags.length > 0
  const said = stdout + stderr
  expect(said).toMatch(isDiscard ? (state.discardSays ?? /./) : state.says)
  if (code === 3) {
    expect([...after.files]).toEqual([...before.files])
    expect(refs().replace(/^.*refs\/czar\/rescue.*\n/gm, '')).toBe(refsBefore.replace(/^.*refs\/czar\/rescue.*\n/gm, ''))
    // No git reference reaches the commits that a rebase put aside. So the test compares all stored objects, as long as the worktree
    // exists.
    expect([...before.commits].filter(oid => !after.commits.has(oid))).toEqual([])
    return 'refused'
  }
  const losses = lossesBetween(before, after, said)
  expect({ ...losses, commits: losses.commits.filter(oid => !ignored.has(oid)) }, said).toEqual(NOTHING)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(isThere(project.docs)).toBe(false)
  const isKept = said.includes(`kept ${project.path}:`)
  expect(isThere(project.path)).toBe(isKept && !state.script.startsWith('mv '))
  // Every command that the clean prints works as it says.
  for (const [, line = ''] of said.matchAll(/; (?:back|look|next): (.*)$/gm)) project.sh(line, project.root)
  return isKept ? 'kept' : 'removed'
}

/**
 * Runs `czar stop`, which saves uncommitted work and changes nothing. The test then removes the saved copy, so that `czar clean` has to
 * work without it, and returns the commits of that copy.
 */
async function expectStopToSpare({ root, env, port, path, repo, sh }: LeftProject): Promise<ReadonlySet<string>> {
  const before = takeInventory(root, env)
  await port.rescue('api' as WorkerId, path).catch(() => null)
  const after = takeInventory(root, env)
  expect([...after.files]).toEqual([...before.files])
  expect([...before.reached].filter(oid => !after.reached.has(oid))).toEqual([])
  sh('git for-each-ref --format="delete %(refname)" refs/czar/rescue | git update-ref --stdin', repo)
  return new Set([...after.commits].filter(oid => !before.commits.has(oid)))
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}
