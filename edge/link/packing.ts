import { promisify } from 'node:util';
import { deflate } from 'node:zlib';

/** Characters from which a message is deflated: the batches of an office that catches up, not what happens now. */
const deflateLengthMin = 4_096;

const deflated = promisify(deflate);

/**
 * Makes payloads of messages. A long one is deflated (zlib format, RFC 1950) outside of the loop, which a press would have to wait for;
 * nothing that was given later is ready before it. Never rejects.
 */
export function createPacking(): (text: string, mayDeflate: boolean) => Promise<string | Buffer> {
  let before: Promise<unknown> = Promise.resolve();
  return (text, mayDeflate) => {
    const packed = mayDeflate && text.length >= deflateLengthMin ? deflated(text, { level: 1 }).catch(() => text) : text;
    const ready = Promise.all([packed, before]).then(([payload]) => payload);
    before = ready;
    return ready;
  };
}
