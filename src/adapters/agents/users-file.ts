import { constants } from 'node:fs'
import { open } from 'node:fs/promises'

const MOST_BYTES = 1_000_000

/**
 * The text of a user's settings file. Returns '' if the file is larger than 1 MB, or if it is a pipe or a device, because reading such a
 * file may never end.
 */
export async function readUsersFile(file: string): Promise<string> {
  await using handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK)
  const stat = await handle.stat()
  return stat.isFile() && stat.size <= MOST_BYTES ? await handle.readFile('utf8') : ''
}
