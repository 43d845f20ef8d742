import { expect, it } from 'vitest'
import { chooseStep, type DeliveryStanding } from '../../../src/supervisor/delivery/choose-step.ts'

const QUIET: DeliveryStanding = {
  resume: 'fresh',
  givesReceipts: true,
  composer: 'empty',
  showsMarker: false,
  showsPlaceholder: false,
  endsAtCursor: false,
  isBusy: false,
  isAsking: false,
}

it.each<[string, Partial<DeliveryStanding>, ReturnType<typeof chooseStep>]>([
  ['a first paste into an empty composer', {}, 'paste'],
  ['a first paste where no prompt is seen', { composer: 'unknown' }, 'no-prompt'],
  [
    'a first paste where no prompt is seen, though the program says that it is idle',
    { composer: 'unknown', givesReceipts: false },
    'no-prompt',
  ],
  ["a first paste meets a person's draft", { composer: 'draft' }, 'human-draft'],
  ["a first paste meets a person's long draft", { composer: 'draft', showsPlaceholder: true }, 'human-draft'],
  ['a first paste meets its own draft', { composer: 'draft', showsMarker: true }, 'enter'],
  ['a busy agent queues what is pasted and says when it took it', { isBusy: true }, 'paste'],
  ['an agent that waits for an answer', { isBusy: true, isAsking: true }, 'asking'],
  ['a busy program without receipts', { isBusy: true, givesReceipts: false }, 'busy'],

  ['intent: own draft', { resume: 'after-intent', composer: 'draft', showsMarker: true }, 'enter'],
  ['intent: own folded draft', { resume: 'after-intent', composer: 'draft', showsPlaceholder: true }, 'enter'],
  ['intent: a draft of somebody', { resume: 'after-intent', composer: 'draft' }, 'human-draft'],
  ['intent: nothing there', { resume: 'after-intent' }, 'paste'],
  ['intent: nothing there, busy', { resume: 'after-intent', isBusy: true }, 'undecidable'],
  ['intent: seen above an empty composer', { resume: 'after-intent', showsPlaceholder: true }, 'undecidable'],
  ['intent: nothing there, no receipts', { resume: 'after-intent', givesReceipts: false }, 'paste'],
  ['intent: sent by somebody, no receipts', { resume: 'after-intent', givesReceipts: false, showsMarker: true }, 'undecidable'],
  ['intent: composer unknown, shown', { resume: 'after-intent', composer: 'unknown', showsMarker: true }, 'undecidable'],
  ['intent: composer unknown, its end at the cursor', { resume: 'after-intent', composer: 'unknown', endsAtCursor: true }, 'enter'],
  ['intent: composer unknown, not shown', { resume: 'after-intent', composer: 'unknown' }, 'undecidable'],

  ['paste: own draft', { resume: 'after-paste', composer: 'draft', showsMarker: true }, 'enter'],
  ['paste: own draft, no receipts', { resume: 'after-paste', composer: 'draft', showsMarker: true, givesReceipts: false }, 'enter'],
  ['paste: a draft of somebody', { resume: 'after-paste', composer: 'draft' }, 'human-draft'],
  ['paste: no receipt, yet the text has gone somewhere', { resume: 'after-paste' }, 'undecidable'],
  ['paste: nothing there, but no receipts either', { resume: 'after-paste', givesReceipts: false }, 'undecidable'],
  [
    'paste: shown, but sent or not? no receipts',
    { resume: 'after-paste', composer: 'unknown', showsMarker: true, endsAtCursor: true, givesReceipts: false },
    'undecidable',
  ],
  ['paste: shown, and no receipt', { resume: 'after-paste', composer: 'unknown', showsMarker: true, endsAtCursor: true }, 'enter'],
  ['paste: shown somewhere, but not at the cursor', { resume: 'after-paste', composer: 'unknown', showsMarker: true }, 'undecidable'],
])('the next step of a delivery: %s', (_, standing, step) => {
  expect(chooseStep({ ...QUIET, ...standing })).toBe(step)
})
