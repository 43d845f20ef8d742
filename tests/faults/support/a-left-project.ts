import { execFileSync } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { buildGit } from '../../../src/cli/compose/build-git.ts'
import { projectPlaceOf } from '../../../src/cli/project/project-place.ts'
import type { ProjectName, WorkerId } from '../../../src/core/model/ids.ts'
import type { GitPort } from '../../../src/core/ports/git-port.ts'
import { appendEvents, aStateDir } from '../../cli/support/a-state-dir.ts'
import { czar } from '../../cli/support/run-in-process.ts'
import { aProject, aWorker } from '../../support/builders/a-project.ts'
import { temporaryDirectory } from '../../support/temporary.ts'

export interface LeftProject {
  /** The folder that holds the repository, the worktrees and everything else that a test makes. */
  readonly root: string
  readonly repo: string
  /** The worktree of the worker `api`, on `feat/api`, which has one commit of its own. */
  readonly path: string
  /** The worktree of the worker `docs`, on `feat/docs`, without any work. */
  readonly docs: string
  readonly env: Readonly<Record<string, string>>
  readonly port: GitPort
  /** Runs a shell script in `cwd` (the worktree unless given) as a user would. */
  sh(script: string, cwd?: string): string
  write(name: string, content: string, cwd?: string): Promise<void>
  clean(...flags: string[]): Promise<{ stdout: string; stderr: string; code: number }>
}

/** A project whose czar is gone: a repository with the worktrees of two workers, and a journal that knows them. */
export async function aLeftProject(): Promise<LeftProject> {
  const state = await aStateDir()
  const root = await temporaryDirectory('czar left ')
  const [repo, worktreesDir, home] = [join(root, 'app'), join(root, 'trees'), join(root, 'home')]
  await mkdir(repo)
  await mkdir(home)
  const settings = '[user]\nname = User\nemail = user@example.com\n[init]\ndefaultBranch = main\n[protocol "file"]\nallow = always\n'
  await writeFile(join(home, '.gitconfig'), settings)
  const env = { ...state.env, PATH: process.env['PATH'] ?? '', HOME: home }
  const sh = (script: string, cwd: string) =>
    execFileSync('sh', ['-ec', script], { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim()
  sh(
    'git init -q; printf "node_modules/\\n.env\\n*.log\\nbuild/\\ndata/\\n" > .gitignore; mkdir src lib; for f in a b c; do echo $f > src/$f; done; echo l > lib/l; git add -A; git commit -qm first',
    repo,
  )
  const project = aProject({ name: 'gateway' as ProjectName, repo, worktreesDir, workers: [aWorker('api'), aWorker('docs')] })
  const directory = await state.project('gateway')
  const port = buildGit(project, projectPlaceOf('gateway', directory, state.env), env)
  const ready = []
  for (const id of ['api', 'docs'] as WorkerId[]) {
    const seat = { worker: id, branch: `feat/${id}`, base: 'main', includes: [], identity: null, path: join(worktreesDir, id) }
    const { path, branch, startSha } = await port.ensureWorktree(seat)
    ready.push({ kind: 'worktree.ready', worker: id, path, branch, startSha, includes: [] } as const)
  }
  appendEvents(directory, [{ kind: 'project.loaded', project }, ...ready])
  const [path = '', docs = ''] = ready.map(entry => entry.path)
  sh('echo work > work; git add work; git commit -qm work', path)
  return {
    root,
    repo,
    path,
    docs,
    env,
    port,
    sh: (script, cwd = path) => sh(script, cwd),
    async write(name, content, cwd = path) {
      await mkdir(dirname(join(cwd, name)), { recursive: true })
      await rm(join(cwd, name), { force: true, recursive: true })
      await writeFile(join(cwd, name), content)
    },
    clean: (...flags) => czar(['clean', ...flags], { env }),
  }
}
