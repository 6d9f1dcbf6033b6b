import assert from 'node:assert/strict'
import test from 'node:test'
import { Client, Events, WebSocketShardStatus } from 'discord.js'
import { createDialling } from '../../../src/platforms/discord/dialling.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { recordingLog } from '../../fakes/log.ts'

/** A dialling, what discord.js asks it for, and when that was granted. */
const stage = () => {
  const clock = fakeClock(0)
  const log = recordingLog()
  const dialling = createDialling({ clock, log })
  const manager = { options: { retrieveSessionInfo: () => null } } as unknown as Parameters<typeof dialling.buildStrategy>[0]
  const shard = { status: WebSocketShardStatus.Idle as WebSocketShardStatus }
  const shards = Reflect.get(dialling.buildStrategy(manager), 'shards') as Map<number, typeof shard>
  shards.set(0, shard)
  const client = new Client({ intents: [] })
  dialling.watch(client)
  const dialled: number[] = []
  const dial = async (): Promise<void> => {
    await manager.options.retrieveSessionInfo(0)
    dialled.push(clock.now())
  }
  const told = (): string[] => log.records.filter(({ level }) => level !== 'debug').map(({ level }) => level)
  return { clock, client, dialling, dial, dialled, told, shard, shards }
}

test('a gateway that is away is dialled ever more rarely, at most every minute and a half; it is told once, and when it is back', async () => {
  const { clock, client, dial, dialled, told } = stage()
  for (let n = 0; n < 12; n++) {
    void dial()
    await clock.tick(90_000)
    client.emit(Events.ShardError, new Error('refused'), 0)
    client.emit(Events.ShardReconnecting, 0)
  }
  const waits = dialled.map((at, n) => at - n * 90_000)
  assert.deepEqual(waits, [0, 0, 1000, 2000, 4000, 8000, 16_000, 32_000, 64_000, 90_000, 90_000, 90_000])
  assert.deepEqual(told(), ['warn'])
  client.emit(Events.ShardReady, 0, undefined)
  assert.deepEqual(told(), ['warn', 'info'])
})

test('a connection that stayed is dialled again at once, one that never stays is not', async () => {
  const { clock, client, dial, dialled, shard } = stage()
  const connect = async (stays: number): Promise<void> => {
    void dial()
    await clock.tick(200_000)
    shard.status = WebSocketShardStatus.Ready
    client.emit(Events.ShardReady, 0, undefined)
    // As for each event.
    for (let event = 0; event < 9; event++) void dial()
    dialled.splice(-9)
    await clock.tick(stays)
    shard.status = WebSocketShardStatus.Idle
  }
  for (let n = 0; n < 6; n++) await connect(1000)
  assert.ok((dialled[5] ?? 0) - 5 * 201_000 >= 8000)
  await connect(60_000)
  const lostAt = clock.now()
  void dial()
  await clock.tick(0)
  assert.equal(dialled.at(-1), lostAt)
})

test('a shard that waits for its turn, or is about to, when the client is destroyed is dialled no more, and waits for nothing', async () => {
  const { clock, client, dialling, dial, dialled, shards } = stage()
  for (let n = 0; n < 3; n++) void dial()
  await clock.tick(0)
  assert.equal(dialled.length, 2)
  assert.equal(clock.waiting(), 1)
  await dialling.end(client)
  assert.equal(clock.waiting(), 0)
  void dial()
  // As discord.js leaves it.
  shards.clear()
  void dial()
  await clock.tick(200_000)
  assert.equal(dialled.length, 2)
})
