import { packetType } from './bytes.ts'

/**
 * Counts one direction of an MQTT connection from its bytes. So the numbers are those of the wire,
 * whichever code wrote or read the bytes.
 */
export class WireMeter {
  /** Bytes. */
  octets = 0
  /** Reads from, or writes to, the TCP socket. */
  transfers = 0
  /** MQTT packets, complete ones. */
  packets = 0
  /** PUBLISH packets by QoS: `[qos0, qos1, qos2]`. */
  readonly messages: [number, number, number] = [0, 0, 0]
  readonly #onPacket: (type: number, id: number) => void

  #header = -1
  #isInLength = false
  #shift = 0
  #remaining = 0
  #bodySeen = 0
  #id = 0

  /** `onPacket` gets the packet type and, for acknowledgements, the packet id. */
  constructor(onPacket: (type: number, id: number) => void) {
    this.#onPacket = onPacket
  }

  /** Number of PUBLISH packets at any QoS. */
  get messageCount(): number {
    return this.messages[0] + this.messages[1] + this.messages[2]
  }

  /** Takes the next bytes of the stream, cut anywhere. */
  scan(chunk: Buffer): void {
    this.octets += chunk.length
    let at = 0
    while (at < chunk.length) {
      if (this.#header < 0) this.#start(chunk.readUInt8(at++))
      else if (this.#isInLength) this.#takeLength(chunk.readUInt8(at++))
      else at += this.#takeBody(chunk, at)
    }
  }

  #start(header: number): void {
    this.#header = header
    this.#isInLength = true
    this.#shift = this.#remaining = this.#bodySeen = this.#id = 0
  }

  #takeLength(byte: number): void {
    this.#remaining |= (byte & 127) << this.#shift
    this.#shift += 7
    if (byte > 127 && this.#shift < 28) return
    this.#isInLength = false
    if (this.#remaining === 0) this.#finish()
  }

  #takeBody(chunk: Buffer, from: number): number {
    const length = Math.min(this.#remaining, chunk.length - from)
    for (let i = 0; i < length && this.#bodySeen < 2; i++, this.#bodySeen++) {
      this.#id = (this.#id << 8) | chunk.readUInt8(from + i)
    }
    this.#remaining -= length
    if (this.#remaining === 0) this.#finish()
    return length
  }

  #finish(): void {
    const type = this.#header >> 4
    const qos = (this.#header >> 1) & 3
    this.#header = -1
    this.packets++
    if (type === packetType.publish && qos < 3) this.messages[qos as 0 | 1 | 2]++
    this.#onPacket(type, this.#id)
  }
}
