import { sayBaseFinding } from '../../../../core/model/gates/base-gate.ts'
import { steadyText } from '../../../text/steady-text.ts'
import { view } from '../model/store.ts'

/**
 * Shows the accept commands that prove nothing, according to their run on base. The text is not cut, because it says how to correct the
 * file.
 */
export function BaseFindings() {
  const findings = view.value?.base_gates?.findings ?? []
  if (findings.length === 0) return null
  return (
    <section class="base-findings" data-base-findings aria-label="Accept commands, tried on base">
      <h2>Accept commands, tried on base</h2>
      <ul>
        {findings.map(finding => (
          <li key={`${finding.task} ${finding.text}`} class={finding.level === 'error' ? 'bad' : ''}>
            <strong>{finding.level}</strong> {steadyText(sayBaseFinding(finding), 1_500)}
          </li>
        ))}
      </ul>
    </section>
  )
}
