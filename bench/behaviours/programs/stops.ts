import type { Behaviour } from '../behaviour.ts'
import { firstAgent } from '../play/first-agent.ts'

/** Workers that stop before the task is done, or before they claim it. */
export const stops: Readonly<Record<string, Behaviour>> = {
  'forgets-to-claim': {
    does: 'commits all of its work, and rests without a claim',
    expects: { says: /^(?:idle|quiet|presumed): /, ends: 'proven' },
    async play(actor) {
      await actor.ack()
      await actor.all()
      actor.trouble()
      for (;;) await actor.next()
    },
  },
  'claims-in-words': {
    does: 'commits all of its work, and says only on its screen that it is done',
    expects: { says: /^(?:idle|quiet|presumed): /, ends: 'proven' },
    async play(actor) {
      await actor.ack()
      await actor.all()
      for (;;) {
        actor.say('All done! The area has its three parts and the sum. I have verified everything.')
        actor.trouble()
        await actor.next()
      }
    },
  },
  'stops-halfway': {
    does: 'rests after the first part, and goes on when it is asked',
    expects: { says: /^(?:idle|quiet): /, ends: 'proven' },
    async play(actor) {
      await actor.ack()
      await actor.part(1)
      actor.trouble()
      await actor.next()
      actor.over()
      await actor.finish()
    },
  },
  'never-goes-on': {
    does: 'rests after the first part, and only says that it will go on; its fresh agent works',
    expects: { says: /^(?:idle|quiet): /, ends: 'proven' },
    play: firstAgent(async actor => {
      await actor.ack()
      await actor.part(1)
      actor.trouble()
      for (;;) {
        await actor.next()
        actor.say('You are right, I will go on at once.')
      }
    }),
  },
  'never-goes-on-again': {
    does: 'does this in every agent of this worker; another worker does the task',
    expects: { says: /^(?:idle|quiet): /, ends: 'proven' },
    async play(actor) {
      await actor.ack()
      actor.trouble()
      for (;;) {
        await actor.next()
        actor.say('Certainly! I will begin right away.')
      }
    },
  },
  'rests-without-a-prompt': {
    does: 'ends its turn on a screen without a prompt, on which nothing moves; its fresh agent works',
    expects: { says: /^(?:quiet|stuck|idle): |^person: /, withinMs: 120_000, ends: 'proven', alone: false },
    play: firstAgent(async actor => {
      await actor.ack()
      await actor.part(1)
      actor.trouble()
      actor.spin(false)
      actor.say('That is the first part.')
      await new Promise(() => {})
    }),
  },
  'never-acknowledges': {
    does: 'begins without a restatement, works slowly, and claims in the end',
    expects: { says: /^confused: |^asked: /, ends: 'proven' },
    async play(actor) {
      actor.trouble()
      for (const number of [1, 2, 3]) {
        await actor.pause(9_000)
        await actor.part(number)
      }
      actor.over()
      await actor.sum()
      await actor.done()
    },
  },
  'hands-off-for-nothing': {
    does: 'hands off after the first part; the fresh agent finishes the task',
    expects: { says: null, ends: 'proven' },
    async play(actor) {
      if (actor.before > 0) return await actor.workHonestly()
      await actor.ack()
      await actor.part(1)
      await actor.sh(
        `czar handoff --task ${actor.given.assignment} --done "part 1" --pending "parts 2 and 3, the sum" --decisions none --failing none --next "part 2"`,
      )
      for (;;) await actor.next()
    },
  },
}
