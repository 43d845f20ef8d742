import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The files of one session in its directory, the oldest first. Gemini CLI 0.61.0 begins a new file each time it continues a session:
 * `tmp/<project>/chats/session-<time>-<first 8 of the id>.jsonl`.
 */
export async function chatFiles(chats: string, session: string): Promise<readonly string[]> {
  const names = await readdir(chats).catch(() => [])
  const ending = `-${session.slice(0, 8)}.jsonl`
  return names
    .filter(name => name.endsWith(ending))
    .sort()
    .map(name => join(chats, name))
}

/** Whether the session can be continued, because it contains at least one answer. */
export async function hasConversation(geminiDirectory: string, session: string): Promise<boolean> {
  const projects = join(geminiDirectory, 'tmp')
  const names = await readdir(projects).catch(() => [])
  const files = (await Promise.all(names.map(name => chatFiles(join(projects, name, 'chats'), session)))).flat()
  const texts = await Promise.all(files.map(file => readFile(file, 'utf8').catch(() => '')))
  return texts.some(text => /^\{"id":.*"type":"gemini"/m.test(text))
}
