/** Branded ids: the compiler rejects a WorkerId where a PaneId is needed. At run time all ids are plain strings. */
type Branded<Name extends string> = string & { readonly __brand: Name }

/** `[a-z][a-z0-9_]{0,39}`: safe in a shell, in tmux names and in paths. */
export type ProjectName = Branded<'ProjectName'>
/** `[a-z][a-z0-9_-]{0,30}`: names a worker of the fleet. */
export type WorkerId = Branded<'WorkerId'>
/** Same alphabet as a worker's id. A primary task has its worker's id, a bonus task an id of its own. Unique in a project. */
export type TaskId = Branded<'TaskId'>
/** Short (`a1`, `a2` … per project). It appears in the pasted text and in every event about the assignment. */
export type AssignmentId = Branded<'AssignmentId'>
/** Short (`m1`, `m2` …): names one text that is to be pasted once. */
export type MessageId = Branded<'MessageId'>
/** tmux's own ids: `%3`, `$1`, `@2`. A server never uses one twice; a new server starts over. */
export type PaneId = Branded<'PaneId'>
export type SessionId = Branded<'SessionId'>
/** `pid:start_time` of a tmux server. It tells which server a pane's or session's id belongs to. */
export type ServerId = Branded<'ServerId'>
/** Full hexadecimal object name. */
export type CommitSha = Branded<'CommitSha'>
/** Deterministic name of one effect: the same decision from the same state has the same id. */
export type EffectId = Branded<'EffectId'>
