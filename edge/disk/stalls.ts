/** A sync that takes longer keeps units, screens and other visitors waiting that have nothing to do with the disk, ms. */
export const stallMs = 20;
/** So many quick syncs after a stall tell that the disk is itself again. */
export const quickSyncsMin = 100;

/** Tells by the times of the last syncs whether the next one may stall, as those of an SD card do that clears its blocks (200 ms). */
export type Stalls = {
  /** A sync took so long, ms. */
  took(ms: number): void;
  areLikely(): boolean;
};

/** Nothing stalled yet. */
export function watchStalls(): Stalls {
  let quick = quickSyncsMin;
  return {
    took(ms) {
      quick = ms > stallMs ? 0 : quick + 1;
    },
    areLikely: () => quick < quickSyncsMin,
  };
}
