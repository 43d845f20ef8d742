import { shellWord } from '../../core/text/shell-word.ts'

/**
 * ssh never asks a question, and gives up when the machine does not answer. If the person's ssh configuration has a command for this
 * machine, ssh would run it in place of czar's command, so it is switched off.
 */
const OPTIONS = [
  '-T',
  '-a',
  '-x',
  ...['BatchMode=yes', 'ConnectTimeout=10', 'RemoteCommand=none', 'PermitLocalCommand=no'].flatMap(option => ['-o', option]),
]
/** ssh notices within a minute that the machine no longer answers. */
const KEPT_OPEN = ['ServerAliveInterval=15', 'ServerAliveCountMax=3'].flatMap(option => ['-o', option])
/** A shared connection of the person would keep the forwarding after ssh has ended. */
const OWN_CONNECTION = ['ControlMaster=no', 'ControlPath=none'].flatMap(option => ['-o', option])

/** The words of an ssh command that runs a program on another machine. The shell there replaces only the tilde of the program. */
export function remoteCommandArgv(place: string, program: string, words: readonly string[]): readonly string[] {
  return ['ssh', ...OPTIONS, '--', place, [program, ...words.map(shellWord)].join(' ')]
}

/** The words of an ssh command that runs a program on another machine in the person's terminal. Here ssh may ask questions. */
export function remoteTerminalArgv(place: string, program: string, words: readonly string[]): readonly string[] {
  return ['ssh', '-t', '--', place, [program, ...words.map(shellWord)].join(' ')]
}

/** The words of an ssh command that forwards a Unix socket of this machine to one of another machine, as long as it runs. */
export function forwardArgv(place: string, { local, remote }: { readonly local: string; readonly remote: string }): readonly string[] {
  const forward = ['-N', '-L', `${local}:${remote}`]
  return ['ssh', ...OPTIONS, ...KEPT_OPEN, ...OWN_CONNECTION, '-o', 'StreamLocalBindUnlink=yes', ...forward, '--', place]
}
