import type { Language } from '#contract/language.ts';
import { Sign } from '../sign.tsx';
import { words } from '../words.ts';
import type { Move } from './act.ts';

type Cut = 'broker' | 'cloud' | null;

/** The window through which the cloud is seen, and the cable that leads to it: whole, silent or cut; a hand cuts it before or behind the broker. */
export function Window({ link, cut, language, act }: { link: string; cut: Cut; language: Language; act: Move }) {
  const said = words[language].bench;
  const state = link as keyof typeof said.cloudLink;
  return (
    <figure class={`window window-${state}`}>
      <svg viewBox="0 0 150 120" aria-hidden="true">
        <path d="M8 6H142V108H8z" class="sheet line" />
        <path d="M14 12H136V102H14z" class="line thin" />
        <path d="M14 12H136V102H14z" class="shade-level faint" />
        <path d="M38 74a17 17 0 0 1 1-34 25 25 0 0 1 47-8 20 20 0 0 1 27 17 13 13 0 0 1-3 25z" class="sheet line cloud" />
        <path d="M44 74a12 12 0 0 1 4-22 20 20 0 0 0 22 10 22 22 0 0 0 40 0 13 13 0 0 1 0 12z" class="shade-fine" />
        <path d="M75 12V30M75 74V102" class="line thin" />
        <path d="M2 108H148V114H2z" class="sheet line" />
        {state === 'online' && <path d="M75 74V118" class="cable" />}
        {state === 'broker-only' && <path d="M75 74V118" class="cable cable-silent" />}
        {state === 'offline' && <path d="M75 74V84M75 100V118M68 88l-5-4M82 88l5-4M68 96l-5 4M82 96l5 4" class="cable" />}
      </svg>
      <figcaption>{said.cloudLink[state] ?? link}</figcaption>
      <fieldset class="plugs" aria-label={said.cables.title}>
        {(['broker', 'cloud'] as const).map((cable) => (
          <button
            type="button"
            key={cable}
            class="plug"
            aria-pressed={cut === cable}
            aria-label={cut === cable ? said.cables.mend(cable) : said.cables.cut(cable)}
            onClick={() => act(`cables/${cable}`, { state: cut === cable ? 'whole' : 'cut' })}
          >
            <Sign sign="scissors" /> {cable}
          </button>
        ))}
      </fieldset>
    </figure>
  );
}
