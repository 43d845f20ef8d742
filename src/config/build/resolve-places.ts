import { createHash } from 'node:crypto'
import { basename, dirname, join, relative, resolve } from 'node:path'
import type { ParseContext } from '../context.ts'
import { type Problem, quote } from '../problem.ts'
import type { Outline } from '../schema/project-schema.ts'
import { expandHome } from '../text/expand-home.ts'

/** The paths of the repository and of the worktrees. */
export interface Places {
  readonly repo: string
  readonly repoUrl: string | null
  readonly worktreesDir: string
}

export function resolvePlaces(outline: Outline, context: ParseContext): { readonly places: Places; readonly problems: readonly Problem[] } {
  const { repo, repoUrl, problem } = isUrl(outline.repo) ? fromUrl(outline.repo, context) : fromPath(outline.repo, context)
  const worktreesDir =
    outline.worktrees === undefined ? join(`${repo}.worktrees`, outline.project) : fromProjectFile(outline.worktrees, context)
  const problems: Problem[] = problem === null ? [] : [{ path: ['repo'], message: problem }]
  if (isInside(worktreesDir, repo, context)) {
    const advice = `choose a directory outside it, such as ${quote(`${repo}.worktrees/${outline.project}`)}`
    problems.push({ path: ['worktrees'], message: `${quote(worktreesDir)} lies inside the repository ${quote(repo)}; ${advice}` })
  }
  return { places: { repo, repoUrl, worktreesDir }, problems }
}

function isUrl(repo: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(repo) || /^[\w.-]+@[\w.-]+:/.test(repo)
}

interface Found {
  readonly repo: string
  readonly repoUrl: string | null
  readonly problem: string | null
}

function fromUrl(url: string, context: ParseContext): Found {
  const name = basename(url.replace(/[/:]+$/, '').replace(/^.*:(?!\/\/)/, '')).replace(/\.git$/, '') || 'repository'
  // The folder's name contains a hash of the address, because two hosts may each have a repository of this name.
  const repo = join(context.cloneDir, `${name.replaceAll(/[^\w.-]/g, '_')}-${createHash('sha256').update(url).digest('hex').slice(0, 8)}`)
  return { repo, repoUrl: url, problem: urlProblem(url) }
}

function urlProblem(url: string): string | null {
  if (!/^(https|ssh|file):\/\//i.test(url) && !/^[\w.-]+@/.test(url))
    return `${quote(url)} must be https://, ssh://, file:// or git@host:path`
  // The address must not contain a password, because the journal stores the whole project and git shows its remotes to every agent.
  if (/^[a-z]+:\/\/[^/@]*:[^/@]*@/i.test(url)) return 'the URL contains a password; use an ssh key or a git credential helper'
  return null
}

function fromPath(path: string, context: ParseContext): Found {
  const repo = fromProjectFile(path, context)
  const problem = context.disk.isDirectory(repo) ? null : `${quote(path)} is not a directory (${repo}); name the repository's main checkout`
  return { repo, repoUrl: null, problem }
}

function fromProjectFile(path: string, context: ParseContext): string {
  return resolve(dirname(context.file), expandHome(path, context.homeDir))
}

function isInside(path: string, directory: string, { disk }: ParseContext): boolean {
  const fromDirectory = relative(disk.realPath(directory), disk.realPath(path))
  return fromDirectory === '' || !(fromDirectory === '..' || fromDirectory.startsWith('../'))
}
