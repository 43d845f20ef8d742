import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { GitPort } from '../../core/ports/git-port.ts'
import { readActivity } from './activity/activity.ts'
import { builtOn } from './changes/built-on.ts'
import { mergeWithBase } from './changes/merge-with-base.ts'
import { readChanges } from './changes/read-changes.ts'
import { readWork } from './changes/read-work.ts'
import { unprovenOnBase } from './changes/unproven-on-base.ts'
import { readContent } from './content/read-content.ts'
import { readAdded } from './duplicates/read-added.ts'
import { createForecast } from './forecast/create-forecast.ts'
import { inspectRepository } from './inspect/inspect-repository.ts'
import { userChanges } from './inspect/user-checkout.ts'
import { releaseBranches } from './keeping/release-branches.ts'
import { removeWorktree } from './keeping/remove-worktree.ts'
import { keepStrayCommits, rescue } from './keeping/rescue.ts'
import { saveWorktree } from './keeping/save-worktree.ts'
import { takeStock } from './keeping/take-stock.ts'
import { createLanding } from './landing/create-landing.ts'
import { keepUnderAttempts } from './refs/attempt-refs.ts'
import { keepProof } from './refs/proof-refs.ts'
import { readRefs } from './refs/read-refs.ts'
import { resolveCommit } from './refs/start-reference.ts'
import { fetchRemote } from './remote/fetch-remote.ts'
import { publish } from './remote/publish.ts'
import { readPullRequests } from './remote/read-pull-requests.ts'
import { remoteAddresses } from './remote/remote-addresses.ts'
import { fileAt, isLink } from './repository/file-at.ts'
import type { GitOptions } from './repository/git-options.ts'
import { historyIndex } from './repository/history-index.ts'
import { canonicalPath } from './repository/paths.ts'
import { readAuthorship } from './repository/read-authorship.ts'
import { openRepository, type Repository } from './repository/repository.ts'
import { switchWorktree } from './switching/switch-worktree.ts'
import { aroundSetup } from './worktrees/around-setup.ts'
import { ensureWorktree } from './worktrees/ensure-worktree.ts'
import { goneFolder } from './worktrees/gone-folder.ts'
import { makeProof, pruneProofs, removeProof } from './worktrees/proof.ts'
import { proofChanges } from './worktrees/proof-changes.ts'
import { putFiles } from './worktrees/put-files.ts'
import { emptySubmodules } from './worktrees/submodules.ts'

/**
 * Creates the git adapter for one repository. It never writes to the user's checkout (HEAD, index, files) or configuration. Long: it lists
 * all functions.
 */
export function createGit(options: GitOptions): GitPort {
  const open = openedOnce(options)
  // `commonDir` shows that the repository was just inspected, so calls of git will follow. The repository is opened now, so that the first
  // call need not wait for that.
  if (options.commonDir !== undefined) open().catch(() => {})
  return {
    landing: createLanding(open),
    forecast: createForecast(open),
    inspect: () => inspectRepository(options),
    ensureWorktree: async spec => ensureWorktree(await open(), spec),
    switchWorktree: async spec => switchWorktree(await open(), spec),
    aroundSetup: async (path, setup) => aroundSetup(await open(), path, setup),
    authorship: path => readAuthorship(path, options.env),
    activity: async (path, startSha, from = startSha) => readActivity(await open(), path, { startSha, from }),
    goneFolder: async (path, branches) => goneFolder(await open(), path, branches),
    userChanges: async () => userChanges(await open()),
    // Loaded only when it is called, because a launch does not watch files and so does not need Chokidar.
    watch: async (_worker, path, listener) => (await import('./activity/watch-worktree.ts')).watchWorktree(await open(), path, listener),
    readWork: async work => readWork(await open(), work),
    changes: async (from, to, files) => readChanges(await open(), { from, to, files }),
    added: async question => readAdded(await open(), question),
    content: async question => readContent(await open(), question),
    fileAt: async (commit, path) => fileAt(await open(), commit, path),
    isLink: async (commit, path) => isLink(await open(), commit, path),
    tipOf: async branch => resolveCommit(await open(), `refs/heads/${branch}`),
    refs: async watched => readRefs(await open(), watched),
    unprovenOnBase: async question => unprovenOnBase(await open(), question),
    builtOn: async (commit, candidates) => builtOn(await open(), commit, candidates),
    mergeWithBase: async (commit, tip) => mergeWithBase(await open(), commit, tip),
    makeProof: async (commit, path) => makeProof(await open(), commit, path),
    emptySubmodules: async path => emptySubmodules(await open(), path),
    putFiles: async (path, commit, files) => putFiles(await open(), path, { commit, files }),
    removeProof: async path => removeProof(await open(), path),
    proofChanges: async path => proofChanges(await open(), path),
    keepProof: async (name, commit) => keepProof(await open(), name, commit),
    keepAttempt: async (name, commit) => keepUnderAttempts(await open(), name, commit),
    pruneProofs: async keep => pruneProofs(await open(), keep),
    rescue: async (worker, path) => rescue(await open(), worker, path),
    rescueStrayWork: async (worker, path) => keepStrayCommits(await open(), worker, path),
    takeStock: async path => takeStock(await open(), path),
    saveWorktree: async (worker, path) => saveWorktree(await open(), worker, path),
    removeWorktree: async path => removeWorktree(await open(), path),
    releaseBranches: async how => releaseBranches(await open(), how),
    fetch: async signal => fetchRemote(await open(), signal),
    publish: async (work, signal) => publish(await open(), work, signal),
    remoteAddresses: async () => remoteAddresses(await open()),
    pullRequests: async (branches, signal) => readPullRequests(await open(), branches, signal),
  }
}

/**
 * Opens the repository at the first call. If the repository is given as a URL, it must be cloned before. After a failure, the next call
 * tries again.
 */
function openedOnce(options: GitOptions): () => Promise<Repository> {
  let opened: Promise<Repository> | null = null
  async function open(): Promise<Repository> {
    await mkdir(options.scratchDir, { recursive: true, mode: 0o700 })
    await mkdir(join(historyIndex(options), 'info'), { recursive: true })
    // A copy would keep the branches of this moment, and a reload of the project file changes them.
    const known: GitOptions = Object.create(options, { worktreesDir: { value: await canonicalPath(options.worktreesDir) } })
    return openRepository(known)
  }
  return () => {
    opened ??= open().catch(error => {
      opened = null
      throw error
    })
    return opened
  }
}
