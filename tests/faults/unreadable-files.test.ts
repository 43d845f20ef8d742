import { execFile, execFileSync } from 'node:child_process'
import { lstatSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Ran } from '../support/a-fleet.ts'
import { aLeftProject, type LeftProject } from './support/a-left-project.ts'
import { lossesBetween, takeInventory } from './support/git-inventory.ts'

const BIN = fileURLToPath(new URL('../../bin/czar.js', import.meta.url))
const IS_ROOT = process.getuid?.() === 0
/** The user `nobody` on most systems. It owns nothing on this machine. */
const USER = 65_534

interface Spoiled {
  readonly name: string
  /** Scripts for the worktree of `api`. `make` runs as its user, and then `spoil` as root. */
  readonly make: string
  readonly spoil: string
}

/** Permissions and owners of files that umasks, containers and sudo produce. */
const SPOILED: readonly Spoiled[] = [
  { name: 'a tracked file that changed and nobody may read', make: 'echo mine >> src/a', spoil: 'chmod 000 src/a' },
  { name: 'an untracked file that nobody may read', make: 'echo mine > new', spoil: 'chmod 000 new' },
  { name: 'an untracked folder that nobody may read', make: 'mkdir -p new/deep; echo mine > new/deep/file', spoil: 'chmod 000 new' },
  { name: 'an untracked folder that nobody may enter', make: 'mkdir -p new/deep; echo mine > new/deep/file', spoil: 'chmod 444 new' },
  { name: 'a secret that git ignores and nobody may read', make: 'echo KEY=1 > .env', spoil: 'chmod 000 .env' },
  { name: 'an ignored folder that nobody may read', make: 'mkdir data; echo mine > data/file', spoil: 'chmod 000 data' },
  {
    name: 'dependencies that nobody may read',
    make: 'mkdir -p node_modules/x; echo 1 > node_modules/x/i',
    spoil: 'chmod 000 node_modules/x',
  },
  { name: 'a tracked folder that nobody may write', make: 'true', spoil: 'chmod 555 src' },
  { name: 'a tracked folder that nobody may read', make: 'echo mine >> src/a', spoil: 'chmod 000 src' },
  { name: 'an untracked file of root', make: 'true', spoil: 'echo root > roots; chmod 600 roots' },
  { name: 'an untracked folder of root', make: 'true', spoil: 'mkdir roots; echo root > roots/file' },
  { name: 'build output of root, as a container leaves it', make: 'true', spoil: 'mkdir -p build/deep; echo root > build/deep/file' },
  { name: 'an ignored folder of root that only root may read', make: 'true', spoil: 'mkdir -m 700 data; echo root > data/file' },
  { name: 'a tracked file that changed and is root’s now', make: 'echo mine >> src/a', spoil: 'chown 0:0 src/a; chmod 600 src/a' },
  {
    name: 'a repository inside that nobody may read',
    make: 'mkdir side; cd side; git init -q; echo n > n; git add n; git commit -qm n',
    spoil: 'chmod 000 side/.git',
  },
  {
    name: 'a repository inside of root',
    make: 'true',
    spoil: 'mkdir side; cd side; git init -q; echo n > n; git add n; git commit -qm n; chmod 700 .',
  },
  {
    name: 'an index that nobody may read',
    make: 'echo mine > new',
    spoil: 'chmod 000 "$(git -c safe.directory=* rev-parse --git-dir)/index"',
  },
  {
    name: 'objects that nobody may read',
    make: 'echo mine > new; git add new; git commit -qm new',
    spoil:
      'd=$(git -c safe.directory=* rev-parse --git-common-dir); o=$(git -c safe.directory=* rev-parse HEAD); chmod 000 "$d/objects/$(echo $o | cut -c1-2)"',
  },
  { name: 'a worktree that nobody may read', make: 'echo mine > new', spoil: 'chmod 000 .' },
  { name: 'a worktree that is root’s', make: 'echo mine > new', spoil: 'chown 0:0 .; chmod 700 .' },
  {
    name: 'a folder of worktrees that nobody may enter',
    make: 'git checkout -q --detach; echo d > d; git add d; git commit -qm d',
    spoil: 'chmod 000 ..',
  },
]

test.runIf(IS_ROOT).each(SPOILED)(
  'fault 106: a user without permissions loses nothing by czar clean, nor by --discard, of: $name',
  async spoiled => {
    const project = await aUsersProject(spoiled)
    const plain = await cleaned(project, [])
    const ends = [plain, ...(plain === 'refused' ? [await cleaned(project, ['--discard'])] : [])]
    console.info(`${spoiled.name}: ${ends.join(', ')}`)
  },
)

/** A project without a czar that belongs to another user, with one unreadable worktree. */
async function aUsersProject({ make, spoil }: Spoiled): Promise<LeftProject> {
  const project = await aLeftProject()
  project.sh(make)
  for (const place of [project.root, dirname(project.env['CZAR_STATE_DIR'] ?? '')]) {
    execFileSync('chown', ['-R', `${USER}:${USER}`, place])
  }
  execFileSync('sh', ['-ec', spoil], { cwd: project.path, env: project.env, stdio: 'ignore' })
  return project
}

type End = 'removed' | 'refused' | 'failed'

async function cleaned(project: LeftProject, flags: readonly string[]): Promise<End> {
  const { root, env, path, repo, docs } = project
  const before = takeInventory(root, env)
  const { code, stdout, stderr } = await asUser(['clean', '-p', 'gateway', ...flags], project)
  const after = takeInventory(root, env)
  const said = stdout + stderr
  const losses = lossesBetween(before, after, said)
  expect(losses, said).toEqual({ commits: [], files: [] })
  if (code === 0) {
    expect(isThere(path), said).toBe(false)
    expect(isThere(docs), said).toBe(false)
    return 'removed'
  }
  // The message shows no internals, and names a next command.
  expect(said).toMatch(/next: /)
  expect(said).not.toMatch(/\n {4}at |internal/)
  expect(said).toContain('api')
  if (code === 3) expect([...before.files].filter(([file, blob]) => after.files.get(file) !== blob)).toEqual([])
  else expect(code, said).toBe(1)
  // Either the whole worktree is gone, or nothing of it.
  expect(execFileSync('git', ['-c', 'safe.directory=*', 'worktree', 'list'], { cwd: repo, env, encoding: 'utf8' }), said).toContain(path)
  return code === 3 ? 'refused' : 'failed'
}

function asUser(words: readonly string[], { env, root }: LeftProject): Promise<Ran> {
  const user = ['--reuid', String(USER), '--regid', String(USER), '--clear-groups']
  const { NODE_COMPILE_CACHE: _, ...own } = env
  return new Promise(resolve => {
    execFile('setpriv', [...user, '--', process.execPath, BIN, ...words], { cwd: root, env: own }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, stdout, stderr })
    })
  })
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}
