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
  scissors: 'M20 4 8.500 15.500M4 4l11.500 11.500M6 20a2.500 2.500 0 1 0-.1 0M18 20a2.500 2.500 0 1 0-.1 0',
  pause: 'M8 5v14M16 5v14',
  attention: 'M12 4.5v9.5M12 19v.2',
} as const;
