/** What an attention item wants a person to do. other: the page cannot tell, and the person can restart or nudge the worker. */
export type Wanted =
  | { readonly kind: 'permission' | 'question' | 'other' }
  /** A review found a fault, and the author left the fault in the work. A person decides who is right. */
  | { readonly kind: 'review'; readonly task: string }
  /** Nobody has the task. A person gives it to a worker or drops it. */
  | { readonly kind: 'assign'; readonly task: string }

const PROJECT = String.raw`(?:-p \S+ )?`
const PERMISSION = new RegExp(String.raw` answer ${PROJECT}\S+ yes\b`)
const QUESTION = new RegExp(String.raw` answer ${PROJECT}\S+ "`)
const REVIEW = new RegExp(String.raw` review ${PROJECT}(\S+) --accept`)
const ASSIGN = new RegExp(String.raw` assign ${PROJECT}\S+ (\S+) {3}#`)

/** Reads the wanted action from the command that czar suggests. The command may name the project, and the host to which ssh leads. */
export function wantedBy(hint: string): Wanted {
  if (PERMISSION.test(hint)) return { kind: 'permission' }
  if (QUESTION.test(hint)) return { kind: 'question' }
  const review = REVIEW.exec(hint)?.[1]
  if (review !== undefined) return { kind: 'review', task: review }
  const task = ASSIGN.exec(hint)?.[1]
  return task === undefined ? { kind: 'other' } : { kind: 'assign', task }
}
