import type { StaffView } from '../../../core/views/screens.ts';
import { timeOfDay } from '../local-time.ts';
import { words } from '../words.ts';
import type { Clerk } from './clerk.ts';
import { StoryLink } from './story-link.tsx';

/** Who waits, in the order of calling, with the reason of the order. */
export function Queue({ view, now, clerk }: { view: StaffView; now: number; clerk: Clerk }) {
  const said = words[view.language].staff;
  const nameOf = (id: string): string => view.services.find((service) => service.id === id)?.name ?? id;
  const { mine } = clerk;
  return (
    <section class="queue">
      <h2>{said.queue}</h2>
      {view.queue.length === 0 && <p class="empty">{said.queueEmpty}</p>}
      <ol>
        {view.queue.map(({ number, service, issued, reserved, parked }) => (
          <li class={parked ? 'queued queued-parked' : 'queued'} key={number}>
            <span class="queued-number number">
              <StoryLink number={number} language={view.language} />
            </span>
            <span class="queued-service">{nameOf(service)}</span>
            <span class="queued-why number">
              {parked
                ? said.order.parked
                : reserved === null
                  ? said.order.ordinary
                  : said.order.reserved(timeOfDay(reserved, view.language, view.timeZone))}
              {' · '}
              {said.waits(Math.max(0, Math.floor((now - Date.parse(issued)) / 60_000)))}
            </span>
            {mine !== null && (
              <button
                type="button"
                class="plain"
                aria-label={`${said.actions.pick} ${number}`}
                onClick={() => void clerk.act(mine, 'pick', { number })}
              >
                {said.actions.pick}
              </button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
