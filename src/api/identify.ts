import type { Socket } from 'node:net'
import type { Asker } from '../core/events/asker.ts'

/**
 * The header by which a client names its worker, read from the client's own environment. It is used only if the operating system cannot
 * tell which process the client is.
 */
export const WORKER_HEADER = 'x-czar-worker'

/** Finds out which worker or person the process at the other end of a connection belongs to. */
export type Identify = (socket: Socket, stated: { readonly worker: string | null }) => Promise<Asker>
