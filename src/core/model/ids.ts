/** Branded ids: the compiler rejects a WorkerId in place of a PaneId. All are plain strings at run time. */
type Branded<Name extends string> = string & { readonly __brand: Name }

/** `[a-z][a-z0-9_]{0,39}`: safe in a shell, in tmux names and in paths. */
export type ProjectName = Branded<'ProjectName'>
/** `[a-z][a-z0-9_-]{0,30}`: a seat in the fleet. */
export type WorkerId = Branded<'WorkerId'>
/** Same alphabet as a worker's; a primary task has its worker's id, a bonus task its own. Unique in a project. */
export type TaskId = Branded<'TaskId'>
/** Short (`a1`, `a2` … per project), appears in the pasted text and in every event about it. */
export type AssignmentId = Branded<'AssignmentId'>
/** Short (`m1`, `m2` …): one text to be pasted once. */
export type MessageId = Branded<'MessageId'>
/** tmux's own ids: `%3`, `$1`, `@2`. One server never reuses them; a new server starts over. */
export type PaneId = Branded<'PaneId'>
export type SessionId = Branded<'SessionId'>
/** `pid:start_time` of a tmux server: it qualifies pane and session ids. */
export type ServerId = Branded<'ServerId'>
/** Full hexadecimal object name. */
export type CommitSha = Branded<'CommitSha'>
/** Deterministic name of one effect: the same decision from the same state has the same id. */
export type EffectId = Branded<'EffectId'>
