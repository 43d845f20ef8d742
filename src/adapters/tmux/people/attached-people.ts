import { execa } from 'execa'

/** The people who view one session now. */
export interface AttachedPeople {
  readonly writers: number
  readonly readers: number
}

/** Counts the people attached to the session with exactly this name. The counts are zero if there is no server. */
export async function attachedPeople(socketPath: string, session: string): Promise<AttachedPeople> {
  const words = ['-N', '-S', socketPath, 'list-clients', '-t', `=${session}`, '-F', '#{client_control_mode} #{client_readonly}']
  const { stdout } = await execa('tmux', words, { reject: false, stdin: 'ignore', timeout: 2_000 })
  const people = stdout.split('\n').filter(line => line.startsWith('0 '))
  const writers = people.filter(line => line === '0 0').length
  return { writers, readers: people.length - writers }
}
