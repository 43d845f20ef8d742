import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Can the session be resumed? Claude Code 2.1.197 keeps it as `projects/<worktree>/<session>.jsonl` from its first text
 * on; asked to resume one without any, it exits with status 1.
 */
export async function hasConversation(home: string, session: string): Promise<boolean> {
  const projects = join(home, 'projects')
  const names = await readdir(projects).catch(() => [])
  const transcripts = await Promise.all(names.map(name => readFile(join(projects, name, `${session}.jsonl`), 'utf8').catch(() => '')))
  return transcripts.some(transcript => transcript.includes('"type":"user"'))
}
