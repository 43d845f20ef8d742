import { chmod, lstat, mkdir } from 'node:fs/promises'
import { dirname, isAbsolute } from 'node:path'
import { PreconditionError } from '../../../core/model/errors.ts'
import { RUNTIME_DIR_HINT } from '../../../core/text/runtime-dir-hint.ts'
import { shellWord } from '../../../core/text/shell-word.ts'

/**
 * The longest path of a socket. The system's sockaddr_un holds 108 bytes with the final NUL. tmux's own error would only be "File name too
 * long".
 */
const LONGEST_SOCKET_PATH = 107

/**
 * Creates the directory of the socket (mode 0700). Refuses a directory that another user owns or can enter, because anybody who can open
 * the socket can type as this user.
 */
export async function ensureSocketDirectory(socketPath: string): Promise<string> {
  if (!isAbsolute(socketPath)) throw new PreconditionError(`the tmux socket path is not absolute: ${socketPath}`)
  const bytes = Buffer.byteLength(socketPath)
  if (bytes > LONGEST_SOCKET_PATH) {
    throw new PreconditionError(`the tmux socket path is ${bytes} bytes long and a socket may have ${LONGEST_SOCKET_PATH}: ${socketPath}`, {
      hint: RUNTIME_DIR_HINT,
    })
  }
  const directory = dirname(socketPath)
  const made = await mkdir(directory, { recursive: true, mode: 0o700 })
  if (made !== undefined) await chmod(directory, 0o700)
  await refuseUnsafe(directory)
  return directory
}

async function refuseUnsafe(directory: string): Promise<void> {
  const facts = await lstat(directory)
  const hint = `chmod 700 ${shellWord(directory)}`
  if (!facts.isDirectory()) throw new PreconditionError(`the directory of the tmux socket is not a plain directory: ${directory}`)
  const self = process.getuid?.()
  if (self !== undefined && facts.uid !== self) {
    throw new PreconditionError(
      `the directory of the tmux socket belongs to uid ${facts.uid}, not to this user (uid ${self}): ${directory}`,
    )
  }
  const mode = facts.mode & 0o777
  if ((mode & 0o077) !== 0) {
    throw new PreconditionError(`others can enter the directory of the tmux socket (mode ${mode.toString(8)}): ${directory}`, { hint })
  }
}
