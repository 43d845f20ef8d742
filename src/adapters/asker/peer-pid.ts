import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Socket } from 'node:net'
import { delimiter, join } from 'node:path'

/** Arguments of getsockopt on Linux: SOL_SOCKET and SO_PEERCRED. Its result begins with the pid. */
const OPTION = { level: 1, name: 17 }

/**
 * Small programs that read the pid. They get the socket as descriptor 3, because Node would make descriptors 0 to 2 blocking, which would
 * also affect czar's own socket.
 */
const READERS = {
  perl: `open(my $s, "+<&=3") or exit 1; my $c = getsockopt($s, ${OPTION.level}, ${OPTION.name}); defined $c or exit 1; print unpack("i", $c)`,
  python3: `import socket,struct;print(struct.unpack("i",socket.socket(fileno=3).getsockopt(${OPTION.level},${OPTION.name},12)[:4])[0])`,
} as const

const WITHIN_MS = 3_000

/**
 * The pid of the process at the other end of this Unix socket, as the kernel reports it. Node has no getsockopt, so Perl or Python reads
 * it (4 ms). null: neither of them is installed, or the process is not visible from here (another pid namespace).
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

/** Whether czar can find out here which process is at the other end of a connection. For that, czar needs the kernel's answer and /proc. */
export function canTellPeers(): boolean {
  return process.platform === 'linux' && existsSync('/proc/self/stat') && findReader() !== null
}

interface Reader {
  readonly path: string
  readonly flag: '-e' | '-c'
  readonly script: string
}

// The system's own directories come first, because a directory of the user in PATH may hold a slow script with the same name.
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
