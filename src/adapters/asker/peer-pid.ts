import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Socket } from 'node:net'
import { delimiter, join } from 'node:path'

/** SOL_SOCKET and SO_PEERCRED on Linux; the result begins with the pid. */
const OPTION = { level: 1, name: 17 }

/** The socket is descriptor 3: libuv makes descriptors 0 to 2 blocking, which would affect the czar's own socket. */
const READERS = {
  perl: `open(my $s, "+<&=3") or exit 1; my $c = getsockopt($s, ${OPTION.level}, ${OPTION.name}); defined $c or exit 1; print unpack("i", $c)`,
  python3: `import socket,struct;print(struct.unpack("i",socket.socket(fileno=3).getsockopt(${OPTION.level},${OPTION.name},12)[:4])[0])`,
} as const

const WITHIN_MS = 3_000

/**
 * The pid that the kernel reports for the peer of this unix socket (4 ms). Node has no getsockopt, so Perl or Python reads it.
 * null: neither is installed, or the process is not visible from here (another pid namespace).
 */
export async function peerPid(socket: Socket): Promise<number | null> {
  const reader = findReader()
  if (reader === null) return null
  const { path, script, flag } = reader
  const child = spawn(path, [flag, script], {
    stdio: ['ignore', 'pipe', 'ignore', socket],
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    timeout: WITHIN_MS,
    killSignal: 'SIGKILL',
  })
  const told = Promise.withResolvers<string>()
  let text = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk
  })
  child.once('error', () => told.resolve(''))
  child.once('close', () => told.resolve(text))
  const pid = Number(await told.promise)
  return Number.isInteger(pid) && pid > 0 ? pid : null
}

/** Whether peers can be identified here; this needs the kernel's peer pid and /proc. */
export function canTellPeers(): boolean {
  return process.platform === 'linux' && existsSync('/proc/self/stat') && findReader() !== null
}

interface Reader {
  readonly path: string
  readonly flag: '-e' | '-c'
  readonly script: string
}

// System directories first: a user's own wrapper in PATH may be a slow script.
const DIRECTORIES = ['/usr/bin', '/bin', '/usr/local/bin']
let known: Reader | null | undefined

function findReader(): Reader | null {
  known ??= readerOf('perl', '-e') ?? readerOf('python3', '-c')
  return known
}

function readerOf(name: keyof typeof READERS, flag: Reader['flag']): Reader | null {
  const directories = [...DIRECTORIES, ...(process.env['PATH'] ?? '').split(delimiter).filter(entry => entry.startsWith('/'))]
  const path = directories.map(directory => join(directory, name)).find(existsSync)
  return path === undefined ? null : { path, flag, script: READERS[name] }
}
