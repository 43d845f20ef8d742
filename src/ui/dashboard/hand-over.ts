import { setTimeout as delay, setImmediate as nextRound } from 'node:timers/promises'

/** Answers of the terminal to questions of the program that had it may come so late. */
const ECHO_MS = 120

/**
 * Runs a program that has the terminal to itself. Ink takes its listener away, but Node goes on reading, so that keys
 * would be lost to the program (ink 8.0, Node 24: F12 and tmux's own questions to the terminal); pausing a flowing
 * stream is what makes Node stop. What the terminal still answers afterwards is thrown away: it is no key.
 */
export async function handOver<Result>(stdin: NodeJS.ReadStream, run: () => Promise<Result>): Promise<Result> {
  await stopReading(stdin)
  try {
    return await run()
  } finally {
    stdin.setRawMode(true)
    stdin.resume()
    await delay(ECHO_MS)
    await stopReading(stdin)
  }
}

/** Node stops one tick later; whoever listens next must not be stopped by that. */
async function stopReading(stdin: NodeJS.ReadStream): Promise<void> {
  stdin.resume()
  stdin.pause()
  await nextRound()
}
