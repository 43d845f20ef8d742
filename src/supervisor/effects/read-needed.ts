import type { QuotedFile } from '../../core/brief/quoted-file.ts'
import { own } from '../../core/model/own.ts'
import { neededFor } from '../../core/state/facts/stages.ts'
import type { MessageState } from '../../core/state/types/message-state.ts'
import type { State } from '../../core/state/types/state.ts'
import type { Hands } from '../hands.ts'

/** Reads the files of earlier stages that the brief of a stage quotes, each at its proven commit. Other messages quote none. */
export async function readNeeded({ git }: Pick<Hands, 'git'>, state: State, message: MessageState): Promise<readonly QuotedFile[]> {
  const task = own(state.assignments, message.assignment ?? '')?.task
  const needs = message.kind === 'brief' && task !== undefined ? neededFor(state, task) : []
  return Promise.all(
    needs.map(async ({ stage, worker, path }) => {
      const commit = own(state.tasks, worker)?.verified?.commit ?? null
      const content = commit === null ? null : await git.fileAt(commit, path)
      return { stage, worker, path, commit, content }
    }),
  )
}
