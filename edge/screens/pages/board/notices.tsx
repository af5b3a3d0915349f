import type { BoardNotice } from '../../../core/views/screens.ts';
import { useTurn } from './turning.ts';
import './notices.css';

/** From so many characters on a notice is written smaller. */
const longFrom = 90;

/** What the office says today, one after the other; nothing moves where there is one only. */
export function Notices({ notices, title }: { notices: readonly BoardNotice[]; title: string }) {
  const notice = notices[useTurn(notices.length)];
  if (notice === undefined) return null;
  return (
    <section class="board-notices" aria-label={title}>
      <Notice key={notice.name} notice={notice} />
    </section>
  );
}

function Notice({ notice: { language, text, picture } }: { notice: BoardNotice }) {
  const shape = picture === null ? 'plain' : picture.width > picture.height ? 'wide' : 'tall';
  return (
    <figure class={`board-notice board-notice-${shape}`} lang={language} data-long={text.length >= longFrom}>
      {picture && <img src={picture.path} width={picture.width} height={picture.height} alt="" />}
      <figcaption>{text}</figcaption>
    </figure>
  );
}
