import { constants } from 'node:fs'
import { open } from 'node:fs/promises'

const MOST_BYTES = 1_000_000

/** The text of a user's settings; '' for one that is larger than 1 MB, and for a pipe or a device, which would be read for ever. */
export async function readUsersFile(file: string): Promise<string> {
  await using handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK)
  const stat = await handle.stat()
  return stat.isFile() && stat.size <= MOST_BYTES ? await handle.readFile('utf8') : ''
}
