import { sayBaseFinding } from '../../../../core/model/gates/base-gate.ts'
import { steadyText } from '../../../text/steady-text.ts'
import { view } from '../model/store.ts'

/** Says which accept commands prove nothing, because of what they did on base. No text is cut, because it says how to mend the file. */
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
