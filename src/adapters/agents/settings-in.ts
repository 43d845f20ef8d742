import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { parseJson } from '../../core/model/parse-json.ts'

const MOST_BYTES = 1_000_000
/** Each first takes a string whole, which stays as it is. */
const COMMENTS = /("(?:\\.|[^"\\])*")|\/\/.*|\/\*[\s\S]*?\*\//g
const LAST_COMMAS = /("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g

/** An absent file, one that is no regular file, and one that is no JSON say nothing. */
export async function settingsIn(file: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await textOf(file).catch(() => '')
  const parsed: unknown = parseJson(text) ?? parseJson(text.replace(COMMENTS, '$1').replace(LAST_COMMAS, '$1'))
  return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {}
}

/** A pipe or a device in the place of the file would be read for ever. */
async function textOf(file: string): Promise<string> {
  await using handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK)
  const stat = await handle.stat()
  return stat.isFile() && stat.size <= MOST_BYTES ? await handle.readFile('utf8') : ''
}
