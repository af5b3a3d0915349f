import type { JSX } from 'preact';
import type { OfficeSettings } from '#contract/settings.ts';
import type { LiveQueue } from '../../views/port.ts';
import { Layout } from '../layout.tsx';
import type { Reader, Words } from '../reader.ts';
import { OfficeLink, PageLink } from './age.tsx';
import { eventsOf, liveSeconds, refreshSeconds, writeForecast } from './freshness.ts';

type Props = { readonly office: OfficeSettings; readonly queue: LiveQueue };

export const liveTitle = ({ texts }: Words): string => texts.live.title;

/** How many wait for which service and whom the counters attend to: for everybody, with nobody's name. */
export function LivePage({ reader, office, queue }: Props & { readonly reader: Reader }): JSX.Element {
  const title = liveTitle(reader);
  return (
    <Layout
      reader={reader}
      title={title}
      office={office}
      refreshSeconds={refreshSeconds}
      liveSeconds={liveSeconds}
      eventsPath={eventsOf(reader, office, `/live/${office.office}`)}
    >
      <h1>{title}</h1>
      <PageLink reader={reader} office={office} since={queue} />
      <LivePart reader={reader} office={office} queue={queue} />
    </Layout>
  );
}

/** What of the page changes. Nobody is read a table that changes with every visitor: who listens asks for it. */
export function LivePart({ reader, office, queue }: Props & { readonly reader: Words }): JSX.Element {
  const { live, common } = reader.texts;
  return (
    <div id="fronta" data-live>
      <OfficeLink reader={reader} office={office} since={queue} />
      <table class="queue">
        <caption class="unseen">{live.title}</caption>
        <thead>
          <tr>
            <th scope="col">{common.service}</th>
            <th scope="col">{live.waiting}</th>
            <th scope="col">{live.forecast}</th>
          </tr>
        </thead>
        <tbody>
          {queue.services.map((service) => (
            <tr key={service.id}>
              <th scope="row">{office.services.find(({ id }) => id === service.id)?.name[reader.lang] ?? service.id}</th>
              <td class="figure">{service.waiting}</td>
              <td>{writeForecast(reader, service.forecast)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>{live.counters}</h2>
      <ul class="counters">
        {queue.counters.map((counter) => (
          <li key={counter.number} class={counter.ticket ? 'busy' : ''}>
            <span>{live.counter(counter.number)}</span>
            <strong class={counter.ticket ? 'figure' : 'quiet'}>{counter.ticket ?? live.free}</strong>
          </li>
        ))}
      </ul>
    </div>
  );
}
