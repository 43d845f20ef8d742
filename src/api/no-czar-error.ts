import { PreconditionError } from '../core/model/errors.ts'

/** No process listens at a project's socket: the czar is absent, starting or ending. */
export class NoCzarError extends PreconditionError {}
