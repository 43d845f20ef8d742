import { useState } from 'preact/hooks'
import type { StatusView } from '../../../../core/views/status.ts'
import { steadyText } from '../../../text/steady-text.ts'
import { giveCommand } from '../model/ask.ts'
import { pathOf } from '../model/route.ts'
import { isReadOnly, view } from '../model/store.ts'
import { Age } from './age.tsx'

type Matter = StatusView['attention'][number]

/** One matter that needs a person, with the buttons that settle it. */
export function MatterCard({ project, matter }: { readonly project: string; readonly matter: Matter }) {
  const { worker, text, hint, since } = matter
  return (
    <article class="matter" data-card data-worker={worker ?? undefined}>
      <p class="head">
        {worker === null ? <strong>{project}</strong> : <a href={pathOf(project, 'worker', worker)}>{worker}</a>}
        <Age since={since} />
      </p>
      <p class="text">{steadyText(text, 2_000)}</p>
      {worker !== null && !isReadOnly.value && <Answers project={project} worker={worker} hint={hint ?? ''} />}
      {hint !== null && (
        <p class="hint">
          in a terminal: <code>{hint}</code>
        </p>
      )}
    </article>
  )
}

interface AnswersProps {
  readonly project: string
  readonly worker: string
  readonly hint: string
}

/** The hint of a matter says which kind of answer it wants: `czar answer W yes` for a permission, `czar answer W "…"` for a question. Long: most of it is markup. */
function Answers({ project, worker, hint }: AnswersProps) {
  const [text, setText] = useState('')
  const [isBusy, setBusy] = useState(false)
  const isPermission = /^czar answer \S+ yes/.test(hint)
  const isQuestion = /^czar answer \S+ "/.test(hint)
  const give = async (order: Parameters<typeof giveCommand>[1]) => {
    setBusy(true)
    const { ok } = await giveCommand(project, order)
    if (ok) setText('')
    setBusy(false)
  }
  const answer = (words: string) => give({ verb: 'answer', worker, text: words })
  return (
    <div class="answers">
      {isQuestion && (
        <form
          class="write"
          onSubmit={event => {
            event.preventDefault()
            if (text.trim() !== '') void answer(text)
          }}
        >
          <textarea
            rows={2}
            value={text}
            aria-label={`Answer to ${worker}`}
            placeholder="Your answer"
            onInput={event => setText(event.currentTarget.value)}
          />
          <button type="submit" class="main" disabled={isBusy || text.trim() === ''}>
            Answer
          </button>
        </form>
      )}
      {(isPermission || isQuestion) && (
        <div class="buttons">
          <button type="button" class={isPermission ? 'main' : ''} disabled={isBusy} onClick={() => answer('yes')}>
            Yes
          </button>
          <button type="button" disabled={isBusy} onClick={() => answer('no')}>
            No
          </button>
        </div>
      )}
      {!isPermission && !isQuestion && <Ways project={project} worker={worker} isBusy={isBusy} give={give} />}
    </div>
  )
}

interface WaysProps {
  readonly project: string
  readonly worker: string
  readonly isBusy: boolean
  readonly give: (order: Parameters<typeof giveCommand>[1]) => Promise<void>
}

/** What a person can do about a worker that asks for nothing but makes no progress. */
function Ways({ worker, isBusy, give }: WaysProps) {
  const waiting = (view.value?.queue ?? []).filter(task => task.state === 'waiting').map(({ id }) => id)
  return (
    <div class="buttons">
      <button type="button" class="main" disabled={isBusy} onClick={() => give({ verb: 'restart', worker })}>
        Restart
      </button>
      <button type="button" disabled={isBusy} onClick={() => give({ verb: 'nudge', worker })}>
        Nudge
      </button>
      <button type="button" disabled={isBusy} onClick={() => give({ verb: 'verify', worker })}>
        Check
      </button>
      {waiting.length > 0 && (
        <select
          aria-label={`Give ${worker} a bonus task`}
          disabled={isBusy}
          value=""
          onChange={event => void give({ verb: 'assign', worker, task: event.currentTarget.value })}
        >
          <option value="">Give it …</option>
          {waiting.map(task => (
            <option key={task} value={task}>
              {task}
            </option>
          ))}
        </select>
      )}
    </div>
  )
}
