import type { Socket } from 'node:net';

/**
 * Closes the connection at the header of an MQTT packet longer than `max` bytes, before it is gathered in memory:
 * aedes itself reads up to 256 MB, even of a client that has not said who it is [MQTT-2.2.3].
 */
export function limitPackets(socket: Socket, max: number): void {
  const fits = packetMeter(max);
  const read = socket.read.bind(socket);
  socket.read = (size?: number) => {
    const chunk: Buffer | null = read(size);
    if (chunk === null || fits(chunk)) return chunk;
    socket.destroy(new Error(`a packet over the limit of ${max} bytes`));
    return null;
  };
}

/** A remaining length has four bytes at most [MQTT-2.2.3]. */
const lengthShiftMax = 21;

/** Follows a stream of packets chunk by chunk; answers false once a header announces more than `max` bytes. */
export function packetMeter(max: number): (chunk: Uint8Array) => boolean {
  let bodyLeft = 0;
  let shift = -1;
  let length = 0;
  return (chunk) => {
    for (let at = 0; at < chunk.length; ) {
      if (bodyLeft > 0) {
        const step = Math.min(bodyLeft, chunk.length - at);
        bodyLeft -= step;
        at += step;
      } else if (shift < 0) {
        shift = 0;
        length = 0;
        at += 1;
      } else {
        const byte = chunk[at] as number;
        length += (byte & 0x7f) * 2 ** shift;
        if (length > max || shift > lengthShiftMax) return false;
        shift = byte & 0x80 ? shift + 7 : -1;
        if (shift < 0) bodyLeft = length;
        at += 1;
      }
    }
    return true;
  };
}
