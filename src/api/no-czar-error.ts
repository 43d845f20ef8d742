import { PreconditionError } from '../core/model/errors.ts'

/** The error if no process listens at a project's socket: no czar runs, or it is just starting or ending. */
export class NoCzarError extends PreconditionError {}
