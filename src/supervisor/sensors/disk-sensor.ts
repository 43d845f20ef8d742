import type { FreeSpace } from '../../core/model/disk.ts'
import { repeat } from '../timing/repeat.ts'
import type { Sensor, SensorContext } from './sensor.ts'

const LOOK_MS = 30_000
/** How long a launch waits for the first measurement. A network disk that hangs must not keep a fleet from starting. */
const FIRST_LOOK_MS = 1_000
/**
 * A shortage of space is over only when there is this many times as much space as the project reserves. Otherwise it could begin and end
 * with every few bytes that are written.
 */
const ENOUGH = 1.1

/**
 * Watches whether the disks of the worktrees, of czar's state and of the repository have as much free space as the project reserves.
 * Long: the inner functions share the last measurement.
 */
export function createDiskSensor({ hands, state, observe }: SensorContext) {
  const { disk, clock, paths, project } = hands
  const reserve = () => hands.project.policy.diskReserve
  const places = [...new Set([project.worktreesDir, paths.projectDir, project.repo])]
  let least: FreeSpace | null = null
  const first = measure().then(room => {
    least = room
    cancelPatience()
  })
  const patience = Promise.withResolvers<void>()
  const cancelPatience = clock.at(clock.now() + FIRST_LOOK_MS, patience.resolve)
  let cancel = () => {}
  let isClosed = false

  /** Returns the place with the least free space, or null if czar could not measure any place or the project reserves nothing. */
  async function measure(): Promise<FreeSpace | null> {
    if (reserve() === 0) return null
    const rooms = await Promise.all(places.map(async path => ({ path, free: await disk.free(path) })))
    const known = rooms.filter((room): room is FreeSpace => room.free !== null)
    return known.reduce<FreeSpace | null>((least, room) => (least === null || room.free < least.free ? room : least), null)
  }

  function tell(room: FreeSpace | null): void {
    const { diskLow } = state()
    if (diskLow === null && room !== null && room.free < reserve()) observe({ kind: 'disk.space', low: room })
    const isEnough = reserve() === 0 || (room !== null && room.free >= reserve() * ENOUGH)
    if (diskLow !== null && isEnough) observe({ kind: 'disk.space', low: null })
  }

  async function look(): Promise<void> {
    const room = await measure()
    if (!isClosed) tell(room)
  }

  return {
    prepared: Promise.race([first, patience.promise]),
    begin() {
      tell(least)
      cancel = repeat(clock, LOOK_MS, look)
    },
    close() {
      isClosed = true
      cancelPatience()
      cancel()
    },
  } satisfies Sensor
}
