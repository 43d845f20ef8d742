import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Whether the session can be continued. Claude Code 2.1.197 stores it in `projects/<worktree>/<session>.jsonl` when it gets its first
 * text. If it is told to continue an empty session, it exits with status 1.
 */
export async function hasConversation(home: string, session: string): Promise<boolean> {
  const projects = join(home, 'projects')
  const names = await readdir(projects).catch(() => [])
  const transcripts = await Promise.all(names.map(name => readFile(join(projects, name, `${session}.jsonl`), 'utf8').catch(() => '')))
  return transcripts.some(transcript => transcript.includes('"type":"user"'))
}
