import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Makes a repository whose main branch has one commit with README.md and these files (content by path). The repository's own settings name
 * an author.
 */
export function makeSmallRepository(
  repository: string,
  { files = {}, env = process.env }: { readonly files?: Readonly<Record<string, string>>; readonly env?: NodeJS.ProcessEnv } = {},
): void {
  for (const [path, content] of Object.entries({ 'README.md': '# bench\n', ...files })) {
    mkdirSync(dirname(join(repository, path)), { recursive: true })
    writeFileSync(join(repository, path), content)
  }
  const git = (...words: readonly string[]) => execFileSync('git', words, { cwd: repository, env })
  git('init', '-q', '-b', 'main')
  git('config', 'user.name', 'Bench')
  git('config', 'user.email', 'bench@example.com')
  git('add', '-A')
  git('commit', '-q', '-m', 'bench')
}
