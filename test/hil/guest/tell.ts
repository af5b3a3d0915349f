/** One thing that the kiosk must do, by its title. */
export type Story<Stage> = { readonly title: string; happens(stage: Stage): Promise<void> };

/** Longest that one may take, milliseconds. */
const storyMsMax = 180_000;

/** Tells one after the other, prints each as AVA does, and answers how many were not true. */
export async function tell<Stage>(stories: readonly Story<Stage>[], stage: Stage, log: () => string): Promise<number> {
  let failed = 0;
  for (const story of stories) {
    const began = performance.now();
    const trouble = await within(storyMsMax, story.happens(stage)).catch((error: Error) => error);
    const took = `(${((performance.now() - began) / 1000).toFixed(1)}s)`;
    if (!trouble) console.log(`  ✔ hil › ${story.title} ${took}`);
    else {
      failed += 1;
      console.log(`  ✘ [fail]: hil › ${story.title} ${took}`);
      console.log(`${trouble.stack}\nThe daemon said last:\n${log().split('\n').slice(-12).join('\n')}`);
    }
  }
  console.log(`hil: ${stories.length - failed} of ${stories.length} as they should be`);
  return failed;
}

function within(ms: number, work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not done within ${ms} ms`)), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
