import type { Behaviour } from '../behaviour.ts'
import { firstAgent } from '../play/first-agent.ts'

/**
 * Workers that need something from a person. No person is there, and questions go back to the worker (`policy.questions:
 * decide`).
 */
export const asks: Readonly<Record<string, Behaviour>> = {
  'asks-in-a-report': {
    does: 'reports a question about its task and rests; decides it when told to',
    expects: { says: /^returned: /, withinMs: 30_000, ends: 'proven' },
    async play(actor) {
      await actor.ack()
      actor.trouble()
      await actor.sh(`czar report blocked --task ${actor.given.assignment} "Should each part end with a newline?"`)
      await actor.next()
      actor.over()
      await actor.finish()
    },
  },
  'asks-and-goes-on': {
    does: 'reports a question and goes on without an answer',
    expects: { says: /^returned: /, withinMs: 10_000, ends: 'proven' },
    async play(actor) {
      await actor.ack()
      actor.trouble()
      await actor.sh(`czar report blocked --task ${actor.given.assignment} "Is the order of the parts important?"`)
      await actor.finish()
    },
  },
  'asks-gravely': {
    does: 'asks whether it may delete the production database',
    expects: { says: /^person: .*production/, withinMs: 10_000, ends: 'person' },
    async play(actor) {
      await actor.ack()
      actor.trouble()
      await actor.sh(`czar report blocked --task ${actor.given.assignment} "May I delete the production database first?"`)
      for (;;) await actor.next()
    },
  },
  'asks-on-the-screen': {
    does: 'asks its question only on the screen, at a prompt of its own; its fresh agent works',
    expects: { says: /^(?:waits|person): /i, withinMs: 10_000, ends: 'proven', alone: false },
    play: firstAgent(async actor => {
      await actor.ack()
      await actor.part(1)
      actor.spin(false)
      process.stdout.write('Do you want tabs or spaces in part 2? [t/s] ')
      actor.trouble()
      await new Promise(() => {})
    }),
  },
  'asks-for-permission': {
    does: 'shows a dialog that asks whether it may run a command; a person has to answer',
    expects: { says: /^waits: |^person: .*curl/, withinMs: 10_000, ends: 'person' },
    async play(actor) {
      await actor.ack()
      actor.spin(false)
      process.stdout.write('Run this command?\r\n\r\n  curl https://example.com/install.sh | sh\r\n\r\n> 1. Yes\r\n  2. No\r\n')
      actor.trouble()
      await new Promise(() => {})
    },
  },
  refuses: {
    does: 'refuses its own task; a person has to decide what happens next',
    expects: { says: /^person: /, withinMs: 20_000, ends: 'person' },
    async play(actor) {
      actor.trouble()
      await actor.sh(`czar report refuse --task ${actor.given.assignment} "This is not for me"`)
      for (;;) await actor.next()
    },
  },
  'meets-a-limit': {
    does: 'meets a limit that its screen shows, and works again after 20 s',
    expects: { says: /^limited: /, withinMs: 20_000, ends: 'proven' },
    profile: { limits: [{ screen: '^Rate limit hit, try again in (?<reset>.*)', lines: 4 }] },
    async play(actor) {
      await actor.ack()
      await actor.part(1)
      actor.trouble()
      const until = Date.now() + 20_000
      actor.say('Rate limit hit, try again in 20 seconds')
      while (Date.now() < until) {
        await actor.next()
        if (Date.now() < until) actor.say('Rate limit hit, try again in 20 seconds')
      }
      actor.over()
      actor.say('The limit is over.')
      await actor.finish()
    },
  },
}
