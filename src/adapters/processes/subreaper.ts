import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The number of the system call prctl(2) on each architecture. Perl knows system calls by name only if the C headers are installed. */
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
 * A command prefix that makes the command the parent of every orphan among its descendants (a "subreaper"). So czar even finds a process
 * that was forked twice and has a session of its own and an empty environment. The prefix runs Perl, which takes 2 ms to set this
 * attribute and then becomes the command. The prefix is empty if Perl is missing, if the system lacks the attribute (macOS), or if `env`
 * (the command's environment) has variables that would make Perl do more.
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

/** A command prefix that makes the command lead a session of its own. Empty if the system has no tool for that. */
export function sessionPrefix(): readonly string[] {
  const setsid = findTool('setsid')
  if (setsid !== null) return [setsid]
  const perl = findTool('perl')
  return perl === null ? [] : [perl, '-MPOSIX', '-e', 'POSIX::setsid(); exec { $ARGV[0] } @ARGV; exit 127']
}

const tools = new Map<string, string | null>()
/**
 * Folders in which czar looks for these tools. The system's own folders come first, because a folder of the user may hold a slow script
 * with the same name.
 */
const SYSTEM = ['/usr/bin', '/bin', '/usr/local/bin']

function findTool(name: string): string | null {
  const known = tools.get(name)
  if (known !== undefined) return known
  const folders = [...SYSTEM, ...(process.env['PATH'] ?? '').split(delimiter).filter(folder => folder.startsWith('/'))]
  const found = folders.map(folder => join(folder, name)).find(path => existsSync(path)) ?? null
  tools.set(name, found)
  return found
}
