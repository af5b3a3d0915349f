/**
 * A local date, `YYYY-MM-DD`, before which nothing of this moment or later stands in any zone: reservations are found by office and date, and whoever asks for
 * those after a moment says this besides.
 */
export const dateBefore = (atMs: number): string => new Date(atMs - 86_400_000).toISOString().slice(0, 10);
