import { z } from 'zod'
import { PreconditionError } from '../core/model/errors.ts'
import type { ApiTarget } from './request.ts'

/** Checks that the czar's answer has the expected form, because the czar may have another version than this client. */
export function understand<Value>(schema: z.ZodType<Value>, body: unknown, { project }: ApiTarget): Value {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  throw new PreconditionError(`the czar of ${project} sent an answer that this version of czar does not understand`, {
    details: [z.prettifyError(parsed.error)],
    hint: `czar stop -p ${project}   # then launch it again with this version`,
  })
}
