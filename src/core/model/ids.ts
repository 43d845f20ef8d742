/**
 * Makes a string type that the compiler tells apart from other ids: a WorkerId cannot be passed where a PaneId is needed. When the program
 * runs, all ids are plain strings.
 */
type Branded<Name extends string> = string & { readonly __brand: Name }

/** The name of a project: `[a-z][a-z0-9_]{0,39}`. It is safe in a shell, in names for tmux and in paths. */
export type ProjectName = Branded<'ProjectName'>
/** The name of a worker: `[a-z][a-z0-9_-]{0,30}`. */
export type WorkerId = Branded<'WorkerId'>
/**
 * The name of a task, of the same characters as a worker's name. A worker's own task has the worker's name, and a bonus task has another
 * one. No two tasks of a project have the same name.
 */
export type TaskId = Branded<'TaskId'>
/**
 * The id of an assignment (`a1`, `a2` and so on in each project). It stands in the text that the agent gets and in each event about the
 * assignment.
 */
export type AssignmentId = Branded<'AssignmentId'>
/** The id of one text that czar types into an agent's terminal once (`m1`, `m2` and so on). */
export type MessageId = Branded<'MessageId'>
/**
 * The ids that tmux itself gives: `%3`, `$1`, `@2`. A tmux server never uses an id twice. A new server begins again, so the same id may
 * mean another pane.
 */
export type PaneId = Branded<'PaneId'>
export type SessionId = Branded<'SessionId'>
/** `pid:start_time` of a tmux server. It says to which server the id of a pane or a session belongs. */
export type ServerId = Branded<'ServerId'>
/** The full hexadecimal name of a commit. */
export type CommitSha = Branded<'CommitSha'>
/** The id of an action. The same decision from the same state always gives the same id. */
export type EffectId = Branded<'EffectId'>
