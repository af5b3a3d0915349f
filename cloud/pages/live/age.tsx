import type { JSX } from 'preact';
import type { OfficeSettings } from '#contract/settings.ts';
import type { LiveQueue } from '../../views/port.ts';
import { writeTime } from '../../when.ts';
import type { Words } from '../reader.ts';

type Since = Pick<LiveQueue, 'asOf' | 'link'>;
type Props = { readonly reader: Words; readonly office: OfficeSettings; readonly since: Since };

/** Local time at which what is shown was true, or `null` when nothing was ever heard of the office. */
export const writeAsOf = ({ reader, office, since }: Props): string | null =>
  since.asOf === null ? null : writeTime(reader.lang, office.timeZone, Date.parse(since.asOf));

/** Whether the office is in touch with us, and if not, how old what is shown is. */
export function OfficeLink({ reader, office, since }: Props): JSX.Element {
  const { live } = reader.texts;
  const asOf = writeAsOf({ reader, office, since });
  return (
    <p>
      <span class={`state ${since.link}`}>{since.link === 'online' ? live.online : asOf === null ? live.never : live.offline(asOf)}</span>
    </p>
  );
}

/** What the script shows while this page itself hears nothing of us: it keeps the time of what it last heard in here. */
export function PageLink({ reader, office, since }: Props): JSX.Element {
  const { lost } = reader.texts.live;
  return (
    <div id="spojeni" role="status">
      <p class="notice warn" hidden>
        {lost.before} <time>{writeAsOf({ reader, office, since }) ?? '–'}</time>
        {lost.after}
      </p>
    </div>
  );
}
