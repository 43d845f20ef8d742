import { appendFile, lstat, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Repository } from '../repository/repository.ts'
import { runGitIn } from '../repository/run-git.ts'
import { locateWorktree, type Worktree } from '../repository/worktree.ts'
import { CHECKOUT_TIMEOUT_MS } from './checkout-files.ts'

/** A submodule, as the commit of a worktree names it. */
interface Submodule {
  /** The name in `.gitmodules`. Git keeps the submodule's repository under this name. */
  readonly name: string
  /** The path in the worktree. */
  readonly path: string
  readonly commit: string
}

/** Submodules of submodules are checked out down to this depth. */
const DEEPEST = 10
/** How git marks a submodule in a tree. */
const LINK = '160000'

/**
 * Checks out the submodules of a fresh worktree whose files are written. It takes the objects that this machine has, and asks no remote. A
 * submodule whose commit is not on this machine stays empty.
 *
 * Each submodule gets a repository of its own, which borrows the objects of the others. So git reads no settings of a repository in which
 * an agent may have worked, and changes none of the user's settings, as `git submodule init` would.
 */
export async function checkOutSubmodules(repository: Repository, worktree: Worktree): Promise<void> {
  if (!(await isFile(join(worktree.path, '.gitmodules')))) return
  await checkOutIn(repository, worktree, { stores: await storesOf(repository), depth: 0 })
}

/** The paths of the submodules that have no files in this worktree. */
export async function emptySubmodules(repository: Repository, worktree: string): Promise<readonly string[]> {
  if (!(await isFile(join(worktree, '.gitmodules')))) return []
  const found: string[] = []
  for (const { path } of await submodulesIn(repository, await locateWorktree(repository, worktree)))
    if ((await readdir(join(worktree, path)).catch(() => [])).length === 0) found.push(path)
  return found
}

interface Around {
  /** The git directories under whose `modules` git may keep the submodule's repository. */
  readonly stores: readonly string[]
  readonly depth: number
}

async function checkOutIn(repository: Repository, worktree: Worktree, { stores, depth }: Around): Promise<void> {
  if (depth >= DEEPEST) return
  for (const { name, path, commit } of await submodulesIn(repository, worktree)) {
    // A submodule that was added by hand may have its repository in the user's checkout.
    const besides = depth === 0 ? [join(repository.options.repo, path, '.git')] : []
    const known = [...stores.map(store => join(store, 'modules', name)), ...besides]
    const inner = { path: join(worktree.path, path), gitDir: join(worktree.gitDir, 'modules', name) }
    if (!(await checkOut(repository, inner, { commit, objects: await objectsOf(known) }))) continue
    if (await isFile(join(inner.path, '.gitmodules'))) await checkOutIn(repository, inner, { stores: known, depth: depth + 1 })
  }
}

/** Git keeps a submodule's repository in the git directory of the checkout in which it was initialised. */
async function storesOf({ commonDir }: Repository): Promise<readonly string[]> {
  const linked = await readdir(join(commonDir, 'worktrees')).catch(() => [])
  return [commonDir, ...linked.map(name => join(commonDir, 'worktrees', name))]
}

async function objectsOf(stores: readonly string[]): Promise<readonly string[]> {
  const folders = stores.map(store => join(store, 'objects'))
  const there = await Promise.all(
    folders.map(folder =>
      readdir(folder).then(
        () => true,
        () => false,
      ),
    ),
  )
  return folders.filter((folder, at) => there[at] === true && !folder.includes('\n'))
}

interface Wanted {
  readonly commit: string
  readonly objects: readonly string[]
}

/** Returns false if no repository here has the commit. Then the folder stays empty. */
async function checkOut(repository: Repository, { path, gitDir }: Worktree, { commit, objects }: Wanted): Promise<boolean> {
  if (objects.length === 0) return false
  const call = { cwd: path, env: repository.environment, timeoutMs: CHECKOUT_TIMEOUT_MS }
  const format = commit.length === 64 ? ['--object-format=sha256'] : []
  await mkdir(dirname(gitDir), { recursive: true })
  await runGitIn(['init', '--quiet', '--template=', ...format, `--separate-git-dir=${gitDir}`, path], call)
  // Without this setting, git leaves out the submodules of this submodule.
  await appendFile(join(gitDir, 'config'), '[submodule]\n\tactive = .\n')
  await mkdir(join(gitDir, 'objects', 'info'), { recursive: true })
  await writeFile(join(gitDir, 'objects', 'info', 'alternates'), objects.map(folder => `${folder}\n`).join(''))
  const env = { ...call.env, GIT_DIR: gitDir, GIT_WORK_TREE: path }
  const { status } = await runGitIn(['checkout', '--quiet', '--detach', commit, '--'], { ...call, env, answers: [1, 128] })
  if (status === 0) return true
  // Without a `.git`, the folder counts as a submodule that is not initialised.
  for (const name of await readdir(path)) await rm(join(path, name), { recursive: true, force: true })
  await rm(gitDir, { recursive: true, force: true })
  return false
}

/** The submodules that the commit of the worktree has, if `.gitmodules` names them. */
async function submodulesIn({ environment }: Repository, { path: worktree, gitDir }: Worktree): Promise<readonly Submodule[]> {
  const call = { cwd: worktree, env: { ...environment, GIT_DIR: gitDir, GIT_WORK_TREE: worktree } }
  const keys = ['config', '--blob', 'HEAD:.gitmodules', '-z', '--get-regexp', String.raw`^submodule\..*\.path$`]
  const { stdout: named } = await runGitIn(keys, { ...call, answers: [1, 128] })
  const names = new Map(named.split('\0').flatMap(entry => namedPath(entry) ?? []))
  if (names.size === 0) return []
  const { stdout: tree } = await runGitIn(['ls-tree', '-z', 'HEAD', '--', ...names.keys()], call)
  return tree.split('\0').flatMap(entry => {
    const [mode = '', , commit = ''] = entry.split(/[ \t]/, 3)
    const path = entry.slice(entry.indexOf('\t') + 1)
    const name = names.get(path)
    return mode === LINK && name !== undefined ? [{ name, path, commit }] : []
  })
}

/** Reads `submodule.NAME.path` and its value. A name that leads out of the folder for submodules is left out, as git does. */
function namedPath(entry: string): readonly [path: string, name: string][] | null {
  const [key = '', path = ''] = entry.split('\n', 2)
  const name = key.slice('submodule.'.length, -'.path'.length)
  const isSafe = name !== '' && !name.startsWith('/') && !name.startsWith('-') && !name.split('/').includes('..')
  return isSafe && path !== '' ? [[path, name]] : null
}

async function isFile(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null))?.isFile() === true
}
