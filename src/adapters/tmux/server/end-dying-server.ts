import { endProcesses } from '../../processes/end-processes.ts'
import { commandLine, processTable } from '../../processes/process-table.ts'
import { addressWords, type TmuxAddress } from '../command/run-tmux.ts'

const GRACE_MS = 300

/**
 * Ends a server that has closed all its sessions and cannot go, with the clients that keep it: those of a czar that was
 * killed, whose output nobody reads (tmux 3.3a waits for them for ever). The terminals of people are spared: their
 * clients see the server go and put the terminal back. To be called when the server says that it exits, and at no other time.
 */
export async function endDyingServer(address: TmuxAddress): Promise<void> {
  const ours = ['', ...addressWords(address), ''].join('\0')
  await endProcesses(() => processTable().filter(({ pid }) => commandLine(pid).includes(ours)), GRACE_MS)
}
