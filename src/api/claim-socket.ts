import { chmod, lstat, mkdir, unlink } from 'node:fs/promises'
import { connect } from 'node:net'
import { dirname } from 'node:path'
import { PreconditionError } from '../core/model/errors.ts'
import { RUNTIME_DIR_HINT } from '../core/text/runtime-dir-hint.ts'
import { shellWord } from '../core/text/shell-word.ts'

/** The longest path of a socket. The structure sockaddr_un holds 108 bytes with the closing zero (unix(7)). */
const MAX_SOCKET_PATH_BYTES = 107

/** Makes the private directory, and removes the socket file that a dead czar left. A socket that still answers is left alone. */
export async function claimSocketPath(socketPath: string): Promise<void> {
  const bytes = Buffer.byteLength(socketPath)
  if (bytes > MAX_SOCKET_PATH_BYTES) {
    throw new PreconditionError(`the socket path ${socketPath} is ${bytes} bytes long; the system takes ${MAX_SOCKET_PATH_BYTES}`, {
      hint: RUNTIME_DIR_HINT,
    })
  }
  const directory = dirname(socketPath)
  await mkdir(directory, { recursive: true, mode: 0o700 })
  await refuseOpenDirectory(directory)
  await removeStale(socketPath)
}

async function refuseOpenDirectory(directory: string): Promise<void> {
  const facts = await lstat(directory)
  const isPrivate = facts.isDirectory() && facts.uid === process.getuid?.() && (facts.mode & 0o077) === 0
  if (isPrivate) return
  // Only a directory of this user gets the right mode. A directory of another user is refused.
  if (!facts.isDirectory() || facts.uid !== process.getuid?.()) {
    throw new PreconditionError(`${directory} is not a directory of this user, so a socket in it would not be private`, {
      hint: `ls -ld ${shellWord(directory)}`,
    })
  }
  await chmod(directory, 0o700)
}

async function removeStale(socketPath: string): Promise<void> {
  const facts = await lstat(socketPath).catch(() => null)
  if (!facts) return
  if (!facts.isSocket()) {
    throw new PreconditionError(`${socketPath} exists and is not a socket`, {
      hint: `mv ${shellWord(socketPath)} ${shellWord(`${socketPath}.old`)}`,
    })
  }
  if (await answers(socketPath)) {
    throw new PreconditionError(`another czar answers at ${socketPath}`, { hint: 'czar status' })
  }
  await unlink(socketPath)
}

function answers(socketPath: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(socketPath)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', error => {
      // Only ECONNREFUSED proves that no process listens. EAGAIN means that too many clients wait for a busy czar.
      resolve((error as NodeJS.ErrnoException).code !== 'ECONNREFUSED')
    })
  })
}
