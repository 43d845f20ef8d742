import type { Socket } from 'node:net'
import type { Asker } from '../core/events/asker.ts'

/** The worker that a client names from its own environment. Used only if the system cannot identify the client. */
export const WORKER_HEADER = 'x-czar-worker'

/** Identifies the process at the other end of a connection. */
export type Identify = (socket: Socket, claim: { readonly worker: string | null }) => Promise<Asker>
