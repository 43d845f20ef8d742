import { parseJson } from '../../core/text/parse-json.ts'
import { readUsersFile } from './users-file.ts'

/** Both patterns match strings first, so that the strings' content stays unchanged. */
const COMMENTS = /("(?:\\.|[^"\\])*")|\/\/.*|\/\*[\s\S]*?\*\//g
const LAST_COMMAS = /("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g

/** Reads JSON with comments and trailing commas. Returns {} for a file that is absent, not regular or not JSON. */
export async function settingsIn(file: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await readUsersFile(file).catch(() => '')
  const parsed: unknown = parseJson(text) ?? parseJson(text.replace(COMMENTS, '$1').replace(LAST_COMMAS, '$1'))
  return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {}
}
