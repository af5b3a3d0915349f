import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import modbus from 'modbus-serial';
import type { Master } from '../../../edge/units/master.ts';
import type { UnitKey, UnitPicture } from '../../../edge/units/port.ts';
import { holding, input, kinds, unitKeys } from '../../../edge/units/registers.ts';
import { crc16 } from './crc16.ts';

/**
 * Devices on one bus as the register tables of the hardware paper describe them, Modbus RTU with its checksums, on a socket instead of a
 * pair of wires. Written from the tables, apart from the master.
 */
export type SimulatedBus = {
  connect(): Promise<Master>;
  add(address: number, kind: 'unit' | 'keypad'): SimulatedDevice;
  /** Bytes that no device meant to send come before every answer. */
  noise(bytes: Buffer): void;
  /** The adapter is pulled out; `connect` is refused until it is put back. */
  pull(): void;
  putBack(): void;
  close(): Promise<void>;
};

export type SimulatedDevice = {
  readonly input: Uint16Array;
  readonly holding: Uint16Array;
  press(key: UnitKey): void;
  type(keys: string): void;
  /** Stops answering; with its power gone it forgets what it showed. */
  silence(): void;
  answer(): void;
  /** Starts anew: counts at 0, one boot more. */
  reboot(): void;
  picture(): UnitPicture;
  /** Resolves when the master has asked it so many times more. */
  asked(times: number): Promise<void>;
  /** How often it was asked in all. */
  heard(): number;
  /** Answers every write with exception 4. */
  refuseWrites(refused: boolean): void;
  /** Its answers come with a wrong checksum. */
  garble(garbled: boolean): void;
  /** Its answers get lost on the way, though it did what was asked. */
  loseAnswers(lost: boolean): void;
};

export async function simulatedBus(): Promise<SimulatedBus> {
  const devices = new Map<number, { hear(request: Buffer): Buffer | null }>();
  const sockets = new Set<Socket>();
  let noise = Buffer.alloc(0);
  let pulled = false;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (data) => {
      const request = data as Buffer;
      if (crc16(request.subarray(0, -2)) !== request.readUInt16LE(request.length - 2)) return;
      const answer = devices.get(request[0]!)?.hear(request) ?? null;
      if (answer !== null) socket.write(Buffer.concat([noise, answer]));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    connect: async () => {
      if (pulled) throw new Error('No such file or directory');
      const master = new modbus.default();
      await master.connectTelnet('127.0.0.1', { port });
      return master;
    },
    add: (address, kind) => {
      const { device, hear } = simulatedDevice(address, kind);
      devices.set(address, { hear });
      return device;
    },
    noise: (bytes) => {
      noise = Buffer.from(bytes);
    },
    pull: () => {
      pulled = true;
      for (const socket of sockets) socket.destroy();
    },
    putBack: () => {
      pulled = false;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A device for another line than a socket: `hear` takes a request and gives the answer, or none. */
export function simulatedDevice(address: number, kind: 'unit' | 'keypad') {
  const inputs = new Uint16Array(25);
  const holdings = new Uint16Array(8);
  const waiting: { left: number; readonly done: () => void }[] = [];
  let [silent, garbled, lost, refusing] = [false, false, false, false];
  let heard = 0;
  const forget = () => {
    inputs.fill(0, input.presses);
    holdings.fill(0);
    holdings.set([0x2d2d, 0x2d2d], holding.display);
  };
  inputs[input.kind] = kinds[kind];
  inputs[input.boots] = 1;
  forget();

  const obey = (request: Buffer): Buffer => {
    const [from, second] = [request.readUInt16BE(2), request.readUInt16BE(4)];
    if (request[1] === 4) {
      const body = Buffer.alloc(3 + second * 2);
      body.set([address, 4, second * 2]);
      for (let index = 0; index < second; index += 1) body.writeUInt16BE(inputs[from + index]!, 3 + index * 2);
      return body;
    }
    if (refusing) return Buffer.from([address, request[1]! | 0x80, 4]);
    if (request[1] === 6) holdings[from] = second;
    else if (request[1] === 16)
      for (let index = 0; index < second; index += 1) holdings[from + index] = request.readUInt16BE(7 + index * 2);
    else return Buffer.from([address, request[1]! | 0x80, 1]);
    return request.subarray(0, 6);
  };
  const hear = (request: Buffer): Buffer | null => {
    heard += 1;
    for (const wait of [...waiting]) {
      wait.left -= 1;
      if (wait.left <= 0) waiting.splice(waiting.indexOf(wait), 1)[0]!.done();
    }
    if (silent) return null;
    const body = obey(request);
    if (lost) return null;
    const crc = Buffer.alloc(2);
    crc.writeUInt16LE(crc16(body) ^ (garbled ? 1 : 0));
    return Buffer.concat([body, crc]);
  };
  const device: SimulatedDevice = {
    input: inputs,
    holding: holdings,
    press: (key) => {
      inputs[input.presses + unitKeys.indexOf(key)]! += 1;
    },
    type: (keys) => {
      for (const key of keys) {
        inputs.copyWithin(input.lastKeys + 1, input.lastKeys, input.lastKeys + 7);
        inputs[input.lastKeys] = key.charCodeAt(0);
        inputs[input.keyCount]! += 1;
      }
    },
    silence: () => {
      silent = true;
    },
    answer: () => {
      silent = false;
    },
    reboot: () => {
      forget();
      inputs[input.boots]! += 1;
    },
    picture: () => {
      const text = Buffer.from([0, 1].flatMap((index) => [holdings[index]! >> 8, holdings[index]! & 0xff])).toString('ascii');
      const blink = (['steady', 'slow', 'fast'] as const)[holdings[holding.blink]!]!;
      return { display: text, blink, lamp: (['off', 'on', 'blink'] as const)[holdings[holding.lamp]!]! };
    },
    asked: (times) => new Promise((done) => waiting.push({ left: times, done })),
    heard: () => heard,
    refuseWrites: (now) => {
      refusing = now;
    },
    garble: (now) => {
      garbled = now;
    },
    loseAnswers: (now) => {
      lost = now;
    },
  };
  return { device, hear };
}
