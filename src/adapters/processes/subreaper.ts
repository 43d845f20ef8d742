import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** prctl(2) by its number: Perl knows no names of system calls without its C headers. */
const PRCTL: Partial<Record<NodeJS.Architecture, number>> = {
  x64: 157,
  arm64: 167,
  riscv64: 167,
  loong64: 167,
  ppc64: 171,
  s390x: 172,
  ia32: 172,
  arm: 172,
}
const PR_SET_CHILD_SUBREAPER = 36

/**
 * Words to put before a command, so that it becomes the parent of every orphan among its descendants: a process that is
 * forked twice, in a session of its own and with an empty environment, still is found under it. The attribute outlives
 * exec, so the 2 ms of a Perl that sets it are all it costs. Empty where there is no Perl, or no such thing (macOS).
 * `env`: what the command is started with; one that would make Perl itself do more than this gets no prefix.
 */
export function subreaperPrefix(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const number = PRCTL[process.arch]
  if (process.platform !== 'linux' || number === undefined || 'PERL5OPT' in env || 'PERL5LIB' in env) return []
  const perl = findTool('perl')
  if (perl === null) return []
  const become = `syscall(${number}, ${PR_SET_CHILD_SUBREAPER}, 1, 0, 0, 0)`
  // A locale that is not installed makes Perl print a warning, unless it is told not to.
  return ['/usr/bin/env', 'PERL_BADLANG=0', perl, '-e', `delete $ENV{PERL_BADLANG}; ${become}; exec { $ARGV[0] } @ARGV; exit 127`]
}

/** Words to put before a command, so that it leads a session of its own; empty where there is no tool for it. */
export function sessionPrefix(): readonly string[] {
  const setsid = findTool('setsid')
  if (setsid !== null) return [setsid]
  const perl = findTool('perl')
  return perl === null ? [] : [perl, '-MPOSIX', '-e', 'POSIX::setsid(); exec { $ARGV[0] } @ARGV; exit 127']
}

const tools = new Map<string, string | null>()
/** A folder that a user puts first may hold a shim that is slow, or a shell script: the system's own comes first. */
const SYSTEM = ['/usr/bin', '/bin', '/usr/local/bin']

function findTool(name: string): string | null {
  const known = tools.get(name)
  if (known !== undefined) return known
  const folders = [...SYSTEM, ...(process.env['PATH'] ?? '').split(delimiter).filter(folder => folder.startsWith('/'))]
  const found = folders.map(folder => join(folder, name)).find(path => existsSync(path)) ?? null
  tools.set(name, found)
  return found
}
