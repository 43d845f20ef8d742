import type { Socket } from 'node:net'
import type { Asker } from '../core/events/asker.ts'

/** Which worker a client is by its own environment: heard only where the system does not say who it is. */
export const WORKER_HEADER = 'x-czar-worker'

/** Tells who is at the other end of a connection. */
export type Identify = (socket: Socket, claim: { readonly worker: string | null }) => Promise<Asker>
