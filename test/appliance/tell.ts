/** One thing that must be so, by its title. */
export type Story<Stage> = { readonly title: string; happens(stage: Stage): Promise<void> };

/**
 * Tells one after the other and prints each as AVA does, until one is not true: the next would find another machine than it needs. What is not
 * begun by `untilMs` (performance.now()) is named as skipped: slow is not wrong. Answers whether all that were told are true.
 */
export async function tell<Stage>(stories: readonly Story<Stage>[], stage: Stage, log: () => string, untilMs: number): Promise<boolean> {
  for (const [index, { title, happens }] of stories.entries()) {
    const began = performance.now();
    if (began > untilMs) {
      for (const left of stories.slice(index)) console.log(`  - appliance › SKIPPED, this machine is too slow: ${left.title}`);
      return true;
    }
    const trouble = await happens(stage).then(
      () => null,
      (error: Error) => error,
    );
    const took = `(${((performance.now() - began) / 1000).toFixed(1)}s)`;
    if (trouble === null) console.log(`  ✔ appliance › ${title} ${took}`);
    else {
      console.log(`  ✘ [fail]: appliance › ${title} ${took}`);
      console.log(
        `${trouble.stack}\nThe machine said last:\n${log()}\nappliance: ${stories.length - index - 1} further stories were not told`,
      );
      return false;
    }
  }
  console.log(`appliance: all ${stories.length} as they should be`);
  return true;
}
