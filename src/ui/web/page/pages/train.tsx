import { useState } from 'preact/hooks'
import { sayHeld } from '../../../../core/views/held-work.ts'
import { steadyText } from '../../../text/steady-text.ts'
import { write } from '../model/ask.ts'
import { isReadOnly, view } from '../model/store.ts'

/** The merge train: what is tested together, what is being tested, what is set aside and why, and the button that lands. Long: most of it is markup. */
export function Train({ project }: { readonly project: string }) {
  const shown = view.value
  if (shown === null) return <p class="empty">Loading the train …</p>
  const { train, base } = shown
  if (train === null)
    return <p class="empty">No proven work is merged yet. With merge mode omnibus, czar merges each task as soon as it is proven.</p>
  const names = (members: readonly { readonly task: string; readonly commit: string }[]) =>
    members.map(({ task, commit }) => (
      <li key={task}>
        {task} <code>{commit.slice(0, 8)}</code>
      </li>
    ))
  return (
    <>
      <h1>
        Train <span class="tag">{train.state}</span>
      </h1>
      {train.problem !== null && <p class="banner bad">{steadyText(train.problem)}</p>}
      <section>
        <h2>Tested together, ready to land</h2>
        {train.tested.length === 0 ? <p class="says">Nothing that is not in {base} already.</p> : <ol>{names(train.tested)}</ol>}
        {train.tested.length > 0 && <Land project={project} base={base} tasks={train.tested.map(({ task }) => task)} />}
        {train.command != null && (
          <p class="hint">
            or in a terminal: <code>{train.command}</code>
          </p>
        )}
        {train.lands_later !== undefined && <p class="says">{train.lands_later}</p>}
      </section>
      <section>
        <h2>Being tested</h2>
        {train.merged.length === 0 ? <p class="says">Nothing.</p> : <ol>{names(train.merged)}</ol>}
      </section>
      <section>
        <h2>Set aside</h2>
        {train.aside.length === 0 && <p class="says">Nothing.</p>}
        <ul>
          {train.aside.map(({ task, text, files }) => (
            <li key={task}>
              <strong>{task}</strong> {steadyText(text, 1_000)}
              {files.length > 0 && <span class="says"> ({files.join(', ')})</span>}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>Proven, and not merged</h2>
        {(train.waiting ?? []).length === 0 && <p class="says">Nothing.</p>}
        <ul>
          {(train.waiting ?? []).map(({ task, hint, ...why }) => (
            <li key={task}>
              <strong>{task}</strong> {steadyText(sayHeld(why), 1_000)}
              {hint != null && (
                <span class="says">
                  {'; in a terminal: '}
                  <code>{hint}</code>
                </span>
              )}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>Landed</h2>
        <p class="says">{train.landed.length === 0 ? 'Nothing yet.' : train.landed.join(', ')}</p>
      </section>
    </>
  )
}

function Land({ project, base, tasks }: { readonly project: string; readonly base: string; readonly tasks: readonly string[] }) {
  const [step, setStep] = useState<'rest' | 'sure' | 'busy'>('rest')
  if (isReadOnly.value) return null
  const land = async () => {
    setStep('busy')
    await write(`/api/projects/${encodeURIComponent(project)}/land`, {})
    setStep('rest')
  }
  if (step === 'rest')
    return (
      <button type="button" class="main" onClick={() => setStep('sure')}>
        Land
      </button>
    )
  return (
    <section class="banner" aria-label="Land">
      <p>
        This moves <code>{base}</code> forward to the tested tree with {tasks.join(', ')}. It touches no checkout, and pushes nothing.
      </p>
      <p class="buttons">
        <button type="button" class="main" disabled={step === 'busy'} onClick={land}>
          Land {tasks.length} {tasks.length === 1 ? 'task' : 'tasks'}
        </button>
        <button type="button" disabled={step === 'busy'} onClick={() => setStep('rest')}>
          Not now
        </button>
      </p>
    </section>
  )
}
