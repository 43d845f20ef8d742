import { parseJson } from '../../core/text/parse-json.ts'
import { readUsersFile } from './users-file.ts'

/** Each first takes a string whole, which stays as it is. */
const COMMENTS = /("(?:\\.|[^"\\])*")|\/\/.*|\/\*[\s\S]*?\*\//g
const LAST_COMMAS = /("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g

/** An absent file, one that is no regular file, and one that is no JSON say nothing. */
export async function settingsIn(file: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await readUsersFile(file).catch(() => '')
  const parsed: unknown = parseJson(text) ?? parseJson(text.replace(COMMENTS, '$1').replace(LAST_COMMAS, '$1'))
  return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {}
}
