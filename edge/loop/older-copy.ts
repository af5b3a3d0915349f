/**
 * The cloud has committed more of this journal than it holds. An entry goes to the cloud only once it is safe on the disk, so what this edge
 * works on is an older copy of it: a backup of the card that was put back, or a disk that lost what it had called safe (F18).
 */
export class OlderCopy extends Error {
  override name = 'OlderCopy';

  constructor(last: number, committed: number) {
    super(`this is an older copy of the card: its journal ends at entry ${last}, and the cloud has ${committed} of it`);
  }
}
