import { shellWord } from '../../core/text/shell-word.ts'

/**
 * With these options, ssh never asks a question, and gives up when the machine does not answer. The person's ssh configuration may name a
 * command for this machine, which ssh would run in place of czar's command. So the options switch that command off.
 */
const OPTIONS = [
  '-T',
  '-a',
  '-x',
  ...['BatchMode=yes', 'ConnectTimeout=10', 'RemoteCommand=none', 'PermitLocalCommand=no'].flatMap(option => ['-o', option]),
]
/** With these options, ssh notices within a minute that the machine no longer answers. */
const KEPT_OPEN = ['ServerAliveInterval=15', 'ServerAliveCountMax=3'].flatMap(option => ['-o', option])
/** The forwarding must end with ssh. So the options forbid a shared connection, which would keep the forwarding open. */
const OWN_CONNECTION = ['ControlMaster=no', 'ControlPath=none'].flatMap(option => ['-o', option])

/**
 * Returns the words of an ssh command that runs a program on another machine. The shell there expands only the tilde in the program's path.
 */
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
