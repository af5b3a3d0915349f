import type { Language } from '#contract/language.ts';
import { words } from '../words.ts';
import type { Move } from './act.ts';

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;

/** The keypad beside the screen: `*` clears, `#` is OK. */
export function Keypad({ language, act }: { language: Language; act: Move }) {
  const said = words[language].bench;
  const face = (key: (typeof keys)[number]): string => (key === '#' ? said.ok : key === '*' ? said.clear : key);
  return (
    <fieldset class="keypad">
      <legend class="aside">{said.keypad}</legend>
      {keys.map((key) => (
        <button
          type="button"
          key={key}
          class={key === '#' ? 'keycap keycap-ok' : 'keycap'}
          data-keypad={key}
          aria-label={said.key(face(key))}
          onClick={() => act('keypad', { keys: key })}
        >
          {face(key)}
        </button>
      ))}
    </fieldset>
  );
}
