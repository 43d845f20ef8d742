import { endProcesses } from '../../processes/end-processes.ts'
import { commandLine, processTable } from '../../processes/process-table.ts'
import { addressWords, type TmuxAddress } from '../command/run-tmux.ts'

const GRACE_MS = 300

/**
 * Ends a server that has closed its sessions but cannot exit, together with the clients that keep it from exiting. These clients belong to
 * a czar that was killed. Nobody reads their output any more, and tmux 3.3a waits for that for ever. People's clients are left alone,
 * because they notice that the server is gone and restore the terminal. Call this only if the server says that it is exiting.
 */
export async function endDyingServer(address: TmuxAddress): Promise<void> {
  const ours = ['', ...addressWords(address), ''].join('\0')
  await endProcesses(() => processTable().filter(({ pid }) => commandLine(pid).includes(ours)), GRACE_MS)
}
