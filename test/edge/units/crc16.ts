/** Checksum of Modbus RTU: polynomial 0xA001, start 0xFFFF. [MODBUS-RTU 2.5.1.2] */
export function crc16(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc;
}

/** These bytes with their checksum behind them, as they go over the line. */
export function framed(...bytes: readonly number[]): Buffer {
  const crc = crc16(Uint8Array.from(bytes));
  return Buffer.from([...bytes, crc & 0xff, crc >> 8]);
}
