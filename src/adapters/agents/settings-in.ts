import { parseJson } from '../../core/text/parse-json.ts'
import { readUsersFile } from './users-file.ts'

/** Finds comments. The pattern matches strings first, so that text in a string that looks like a comment stays. */
const COMMENTS = /("(?:\\.|[^"\\])*")|\/\/.*|\/\*[\s\S]*?\*\//g
const LAST_COMMAS = /("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g

/** Reads JSON with comments and trailing commas. Returns {} if the file is missing, is not a regular file, or is not JSON. */
export async function settingsIn(file: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await readUsersFile(file).catch(() => '')
  const parsed: unknown = parseJson(text) ?? parseJson(text.replace(COMMENTS, '$1').replace(LAST_COMMAS, '$1'))
  return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {}
}
