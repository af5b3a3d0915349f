import { simulatedOffice, type Told } from './forecast-days.ts';
import { type Measured, measured, percentile } from './report.ts';

/** Offices that are lived through; each has its own counters, means, rush and bookings. */
const offices = 40;

/** A rule's range for one ticket, seconds. */
type Rule = (told: Told) => { readonly from: number; readonly to: number };

/** The range that stands on the slip. */
export const ours: Rule = ({ forecast }) => ({ from: forecast.fromSeconds, to: forecast.toSeconds });
/** "People ahead times mean time by counters", widened by a factor or by so many seconds to both sides. */
const plain = ({ ahead, meanSeconds, counters }: Told): number => (ahead * meanSeconds) / Math.max(1, counters);
const timesPlain =
  (factor: number): Rule =>
  (told) => ({ from: plain(told) / factor, to: plain(told) * factor });
const aroundPlain =
  (seconds: number): Rule =>
  (told) => ({ from: Math.max(0, plain(told) - seconds), to: plain(told) + seconds });
/** The band that systems of cities show: eight tenths to the whole of the plain rule. */
const band: Rule = (told) => ({ from: 0.8 * plain(told), to: plain(told) });

export type Judged = { readonly hitRate: number; readonly widthSeconds: number };

/** How often the range contains the truth, and how wide it is at the median. */
export function judge(all: readonly Told[], rule: Rule): Judged {
  const ranges = all.map(rule);
  const hits = all.filter(({ waitedSeconds }, index) => waitedSeconds >= ranges[index]!.from && waitedSeconds <= ranges[index]!.to).length;
  return {
    hitRate: hits / all.length,
    widthSeconds: percentile(
      ranges.map(({ from, to }) => to - from),
      0.5,
    ),
  };
}

/** The plain rule made as wide as it must be to be right as often, the better of both ways to widen it. */
export function plainAsOftenRight(all: readonly Told[], hitRate: number): Judged {
  const narrowest = (rule: (width: number) => Rule, widths: readonly number[]): Judged =>
    widths.map((width) => judge(all, rule(width))).find((judged) => judged.hitRate >= hitRate) ?? {
      hitRate: 0,
      widthSeconds: Number.POSITIVE_INFINITY,
    };
  const factor = narrowest(
    timesPlain,
    Array.from({ length: 200 }, (_, step) => 1.05 ** step),
  );
  const seconds = narrowest(
    aroundPlain,
    Array.from({ length: 720 }, (_, step) => step * 10),
  );
  return factor.widthSeconds < seconds.widthSeconds ? factor : seconds;
}

/** Every forecast of the days of these offices, with the truth. */
export const tellings = (count: number, firstSeed = 1): readonly Told[] =>
  Array.from({ length: count }, (_, index) => simulatedOffice(firstSeed + index)).flat();

/** How good the forecast is: its hit rate by the promised 0.80, its width by that of the plain rule at the same hit rate. */
export async function forecastOfDays(): Promise<readonly Measured[]> {
  const all = tellings(offices);
  const mine = judge(all, ours);
  const plainly = plainAsOftenRight(all, mine.hitRate);
  const city = judge(all, band);
  return [
    measured('forecast hit rate', 'ratio', mine.hitRate, 0.8),
    measured('forecast width', 's', mine.widthSeconds, plainly.widthSeconds),
    measured('forecast hit rate, 0.8-1.0 band rule', 'ratio', city.hitRate, 0.8),
    measured('forecast width, 0.8-1.0 band rule', 's', city.widthSeconds, plainly.widthSeconds),
  ];
}
