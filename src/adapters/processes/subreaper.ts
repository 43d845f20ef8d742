import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** System call numbers of prctl(2): Perl does not know the names without its C headers. */
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
 * A command prefix that makes the command the parent of every orphan among its descendants. So czar even finds a process that was forked
 * twice, in a session of its own and with an empty environment. The attribute survives exec, so it costs only the 2 ms of a Perl that sets
 * it. Empty without Perl, or if the system lacks the attribute (macOS). `env`: the command's environment; one that would make Perl do more
 * gets no prefix.
 */
export function subreaperPrefix(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const number = PRCTL[process.arch]
  if (process.platform !== 'linux' || number === undefined || 'PERL5OPT' in env || 'PERL5LIB' in env) return []
  const perl = findTool('perl')
  if (perl === null) return []
  const become = `syscall(${number}, ${PR_SET_CHILD_SUBREAPER}, 1, 0, 0, 0)`
  // Keeps Perl from warning about a locale that is not installed.
  return ['/usr/bin/env', 'PERL_BADLANG=0', perl, '-e', `delete $ENV{PERL_BADLANG}; ${become}; exec { $ARGV[0] } @ARGV; exit 127`]
}

/** A command prefix that makes the command lead a session of its own; empty if the system has no tool for it. */
export function sessionPrefix(): readonly string[] {
  const setsid = findTool('setsid')
  if (setsid !== null) return [setsid]
  const perl = findTool('perl')
  return perl === null ? [] : [perl, '-MPOSIX', '-e', 'POSIX::setsid(); exec { $ARGV[0] } @ARGV; exit 127']
}

const tools = new Map<string, string | null>()
/** The system's own folders come first, because a user's folder may hold a slow wrapper or a shell script. */
const SYSTEM = ['/usr/bin', '/bin', '/usr/local/bin']

function findTool(name: string): string | null {
  const known = tools.get(name)
  if (known !== undefined) return known
  const folders = [...SYSTEM, ...(process.env['PATH'] ?? '').split(delimiter).filter(folder => folder.startsWith('/'))]
  const found = folders.map(folder => join(folder, name)).find(path => existsSync(path)) ?? null
  tools.set(name, found)
  return found
}
