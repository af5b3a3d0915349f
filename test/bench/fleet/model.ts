import type { Figures } from './port.ts';

/** Straight lines through what was measured: what a cloud needs without offices, and what each office adds in its morning peak. */
export type Model = {
  readonly cores: Line;
  readonly memoryMiB: Line;
  readonly eventsPerSecond: Line;
};

export type Line = { readonly base: number; readonly each: number };

/** The least-squares lines; of one size alone, the line through it and nothing. Neither part is negative. */
export function modelOf(figures: readonly Figures[]): Model {
  const through = (value: (one: Figures) => number): Line => lineThrough(figures.map((one) => [one.offices, value(one)] as const));
  return {
    cores: through(({ cores }) => cores),
    memoryMiB: through(({ memoryMiB }) => memoryMiB),
    eventsPerSecond: through(({ eventsPerSecond }) => eventsPerSecond),
  };
}

/** What the model says of so many offices. */
export function atOffices({ cores, memoryMiB, eventsPerSecond }: Model, offices: number) {
  const at = ({ base, each }: Line): number => base + each * offices;
  return { cores: at(cores), memoryMiB: at(memoryMiB), eventsPerSecond: at(eventsPerSecond) };
}

function lineThrough(points: readonly (readonly [x: number, y: number])[]): Line {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map(([one]) => one)), mean(points.map(([, one]) => one))];
  const spread = points.reduce((sum, [one]) => sum + (one - x) ** 2, 0);
  const slope = spread === 0 ? y / x : points.reduce((sum, [one, other]) => sum + (one - x) * (other - y), 0) / spread;
  const each = Math.max(0, slope);
  return { base: Math.max(0, y - each * x), each };
}
