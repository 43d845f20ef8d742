import type { Behaviour } from '../behaviour.ts'
import type { Actor } from '../play/actor.ts'
import { firstAgent } from '../play/first-agent.ts'

const BEAT_MS = 700

/** Workers that are busy for ever without progress. The fresh agent that replaces them does the task. */
export const loops: Readonly<Record<string, Behaviour>> = {
  'same-error': looping('runs the same failing command again and again in one turn', async (actor, turn) => {
    await actor.sh(`node -e "throw new Error('Cannot find module ./parts (try ${turn})')" 2>&1 | head -5`)
  }),
  'edit-and-revert': looping('writes a line and removes it, for ever', async (actor, turn) => {
    await actor.sh(turn % 2 === 0 ? `echo try >> ${actor.area}/draft.txt` : `rm -f ${actor.area}/draft.txt`)
  }),
  'same-report': looping('reports the same progress in other words, and does nothing', async (actor, turn) => {
    const words = ['going well', 'making good progress', 'nearly there', 'on it', 'moving along nicely']
    await actor.progress(1, `${words[turn % words.length]}, step ${turn}`)
  }),
  'small-commits': looping('makes one commit for each line, all with the same subject', async (actor, turn) => {
    await actor.sh(`echo ${turn} > ${actor.area}/draft.txt && git add -A && git commit -qm "wip: fix ${turn}"`)
  }),
  'counts-only': {
    does: 'hangs; only a counter of seconds moves; its fresh agent works',
    expects: { says: /^(?:stuck|quiet): /, withinMs: 150_000, ends: 'proven' },
    play: firstAgent(async actor => {
      await actor.ack()
      actor.trouble()
      await new Promise(() => {})
    }),
  },
  'hangs-in-a-command': {
    does: 'runs a command that waits for input for ever; its fresh agent works',
    expects: { says: /^(?:stuck|quiet): |^person: /, withinMs: 150_000, ends: 'proven', alone: false },
    play: firstAgent(async actor => {
      await actor.ack()
      actor.trouble()
      actor.spin(false)
      await actor.sh('sleep 100000')
    }),
  },
  'builds-for-ever': {
    does: 'starts the same endless build, which keeps a core busy and prints nothing; its fresh agent works',
    // While programs that the agent started are working, czar waits six times `stuck_after` before it calls the worker stuck: 45 s here.
    expects: { says: /^(?:stuck|quiet): /, withinMs: 330_000, ends: 'proven' },
    play: firstAgent(async actor => {
      await actor.ack()
      actor.trouble()
      await actor.sh('nice -n 19 sh -c "while :; do sleep 0.01; done"')
    }),
  },
}

function looping(does: string, turn: (actor: Actor, turn: number) => Promise<void>): Behaviour {
  return {
    does: `${does}; its fresh agent works`,
    expects: { says: /^(?:stuck|confused): /, withinMs: 150_000, ends: 'proven' },
    play: firstAgent(async actor => {
      await actor.ack()
      actor.trouble()
      for (let count = 0; ; count++) {
        await turn(actor, count)
        await actor.pause(BEAT_MS)
      }
    }),
  }
}
