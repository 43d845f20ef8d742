import { assertNever } from '../../../core/model/errors.ts'
import type { PasteResult } from '../../../core/ports/terminal-port.ts'
import type { DeliveryResult } from '../delivery.ts'
import type { PaneLook } from '../look-at-pane.ts'
import { agentDied, heldBy, undelivered } from '../receipt/outcomes.ts'
import { startReceipts } from '../receipt/read-receipts.ts'
import { checkAborted, type Delivery } from '../running-delivery.ts'

/** The longest line that a terminal in line mode takes. Linux cuts such a line at 4095 bytes and drops the rest. */
const LONGEST_COOKED_BYTES = 4000

export function fitsLine(line: string): boolean {
  return Buffer.byteLength(line) <= LONGEST_COOKED_BYTES
}

/** Pastes the exact text once and has the paste recorded in the journal. Any result other than 'pasted' says why nothing was pasted. */
export async function pasteWhole(delivery: Delivery, { facts }: PaneLook): Promise<'pasted' | DeliveryResult> {
  const { request, hands } = delivery
  if (!givesWholeTexts(delivery, facts.bracketedPaste)) {
    return heldBy({ by: 'lines', chars: null })
  }
  checkAborted(delivery)
  if (hands.isPaused?.() === true) return heldBy({ by: 'paused', chars: null })
  startReceipts(delivery)
  delivery.untouched = false
  const result = await hands.terminal.paste(request.pane, request.text, request.messageId)
  if (result.outcome === 'refused') return refusal(delivery, result)
  delivery.pastedAt = hands.clock.steady()
  await hands.onPasted({ sha256: delivery.sha256, chars: delivery.chars })
  return 'pasted'
}

function givesWholeTexts({ request, givesReceipts }: Delivery, bracketedPaste: boolean | null): boolean {
  if (givesReceipts || bracketedPaste !== false) return true
  return !request.text.includes('\n') && fitsLine(request.text)
}

async function refusal(delivery: Delivery, { reason }: PasteResult & { outcome: 'refused' }): Promise<DeliveryResult> {
  delivery.untouched = true
  switch (reason) {
    case 'person-typing':
      return heldBy({ by: 'typing', chars: null })
    case 'dead':
    case 'gone':
      return agentDied(delivery)
    case 'input-off':
    case 'synchronized':
      return undelivered(delivery, `the paste was refused: pane ${delivery.request.pane} is ${reason}`)
    default:
      return assertNever(reason)
  }
}
