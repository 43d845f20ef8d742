import { PreconditionError } from '../core/model/errors.ts'

/** Nobody listens at the socket of a project: no czar is there, or one that is just beginning or just going. */
export class NoCzarError extends PreconditionError {}
