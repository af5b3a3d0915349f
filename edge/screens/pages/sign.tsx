import './sign.css';

/** A small drawn sign that stands in a line of text; `word` is what a screen reader says. */
export function Sign({ sign, word }: { sign: keyof typeof paths; word?: string }) {
  return (
    <>
      <svg class="sign" viewBox="0 0 24 24" aria-hidden="true">
        <path d={paths[sign]} />
      </svg>
      {word !== undefined && <span class="aside">{word}</span>}
    </>
  );
}

const paths = {
  arrow: 'M3 12h17M13.5 5.5 20 12l-6.5 6.5',
  check: 'm5 12.5 5 5 9-11',
  attention: 'M12 4.5v9.5M12 19v.2',
} as const;
