import { useState } from 'preact/hooks'
import type { StatusView } from '../../../../core/views/status.ts'
import { steadyText } from '../../../text/steady-text.ts'
import { giveCommand } from '../model/ask.ts'
import { pathOf } from '../model/route.ts'
import { isReadOnly, view } from '../model/store.ts'
import { wantedBy } from '../model/wanted.ts'
import { Age } from './age.tsx'

type Matter = StatusView['attention'][number]

/** One attention item, with the buttons that settle it. */
export function MatterCard({ project, matter }: { readonly project: string; readonly matter: Matter }) {
  const { worker, text, hint, since } = matter
  return (
    <article class="matter" data-card data-worker={worker ?? undefined}>
      <p class="head">
        {worker === null ? <strong>{project}</strong> : <a href={pathOf(project, 'worker', worker)}>{worker}</a>}
        <Age since={since} />
      </p>
      <p class="text" dir="auto">
        {steadyText(text, 2_000)}
      </p>
      {!isReadOnly.value && <Answers project={project} worker={worker} hint={hint ?? ''} />}
      {hint !== null && (
        <p class="hint">
          in a terminal: <code>{hint}</code>
        </p>
      )}
    </article>
  )
}

type Order = Parameters<typeof giveCommand>[1]

interface WayProps {
  readonly isBusy: boolean
  /** Sends the czar a command. Returns whether the czar accepted it. */
  readonly give: (order: Order) => Promise<boolean>
}

interface AnswersProps {
  readonly project: string
  readonly worker: string | null
  readonly hint: string
}

/** The answers that fit the attention item. */
function Answers({ project, worker, hint }: AnswersProps) {
  const [isBusy, setBusy] = useState(false)
  const give = async (order: Order) => {
    setBusy(true)
    const { ok } = await giveCommand(project, order)
    setBusy(false)
    return ok
  }
  const wanted = wantedBy(hint)
  if (wanted.kind === 'assign') return <Handing task={wanted.task} {...{ isBusy, give }} />
  if (worker === null) return null
  const answer = (text: string) => give({ verb: 'answer', worker, text })
  const { kind } = wanted
  switch (kind) {
    case 'permission':
      return <YesNo {...{ isBusy, answer }} isMain />
    case 'question':
      return (
        <div class="answers">
          <Words label={`Answer to ${worker}`} placeholder="Your answer" button="Answer" isBusy={isBusy} send={answer} />
          <YesNo {...{ isBusy, answer }} />
        </div>
      )
    case 'review':
      return <Verdict task={wanted.task} {...{ isBusy, give }} />
    case 'other':
      return <Ways worker={worker} {...{ isBusy, give }} />
  }
}

interface YesNoProps {
  readonly isBusy: boolean
  readonly isMain?: boolean
  readonly answer: (words: string) => Promise<boolean>
}

function YesNo({ isBusy, isMain = false, answer }: YesNoProps) {
  return (
    <div class="answers buttons">
      <button type="button" class={isMain ? 'main' : ''} disabled={isBusy} onClick={() => answer('yes')}>
        Yes
      </button>
      <button type="button" disabled={isBusy} onClick={() => answer('no')}>
        No
      </button>
    </div>
  )
}

interface WordsProps {
  readonly label: string
  readonly placeholder: string
  readonly button: string
  readonly isBusy: boolean
  /** Sends the words. Returns whether the czar accepted them, and then empties the field. */
  readonly send: (words: string) => Promise<boolean>
}

/** A field for a person's own words. */
function Words({ label, placeholder, button, isBusy, send }: WordsProps) {
  const [text, setText] = useState('')
  return (
    <form
      class="write"
      onSubmit={event => {
        event.preventDefault()
        if (text.trim() !== '') void send(text).then(ok => ok && setText(''))
      }}
    >
      <textarea rows={2} value={text} aria-label={label} placeholder={placeholder} onInput={event => setText(event.currentTarget.value)} />
      <button type="submit" class="main" disabled={isBusy || text.trim() === ''}>
        {button}
      </button>
    </form>
  )
}

/** The buttons for a person's decision about a fault that the author left in the work. */
function Verdict({ task, isBusy, give }: WayProps & { readonly task: string }) {
  return (
    <div class="answers">
      <Words
        label={`What to do about ${task}`}
        placeholder="What the author must do"
        button="Send it back"
        isBusy={isBusy}
        send={text => give({ verb: 'review', task, decision: 'send back', text })}
      />
      <div class="buttons">
        <button type="button" disabled={isBusy} onClick={() => give({ verb: 'review', task, decision: 'accept', text: null })}>
          Accept the work as it is
        </button>
      </div>
    </div>
  )
}

/** Gives a task without a worker to a worker, or drops it. */
function Handing({ task, isBusy, give }: WayProps & { readonly task: string }) {
  return (
    <div class="answers buttons">
      <select
        aria-label={`Give ${task} to a worker`}
        disabled={isBusy}
        value=""
        onChange={event => void give({ verb: 'assign', worker: event.currentTarget.value, task })}
      >
        <option value="">Give {task} to …</option>
        {Object.keys(view.value?.workers ?? {}).map(worker => (
          <option key={worker} value={worker}>
            {worker}
          </option>
        ))}
      </select>
      <button type="button" disabled={isBusy} onClick={() => give({ verb: 'queue drop', task })}>
        Drop {task}
      </button>
    </div>
  )
}

/** The buttons for a worker that asks nothing but makes no progress. */
function Ways({ worker, isBusy, give }: WayProps & { readonly worker: string }) {
  const waiting = (view.value?.queue ?? []).filter(task => task.state === 'waiting').map(({ id }) => id)
  return (
    <div class="answers buttons">
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
