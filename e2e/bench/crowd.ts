import { MqttClient, connectAsync } from 'mqtt'

/** How many connect at a time. */
const BATCH = 100

/** Longer than a benchmark takes, so that no client has to ping. In seconds. */
const KEEPALIVE = 3600

const [mqttUrl = '', count = '0'] = process.argv.slice(2)

// Whoever started this process is gone, or wants no crowd any more.
process.once('disconnect', () => process.exit())

function connect(index: number): Promise<MqttClient> {
  const clientId = `bench-${String(index).padStart(5, '0')}`
  return connectAsync(mqttUrl, { clientId, keepalive: KEEPALIVE, reconnectPeriod: 0 })
}

for (let first = 0; first < Number(count); first += BATCH) {
  const size = Math.min(BATCH, Number(count) - first)
  await Promise.all(Array.from({ length: size }, (_, index) => connect(first + index)))
}
process.send?.('connected')
