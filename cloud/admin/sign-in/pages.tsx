import type { JSX } from 'preact';
import { encode } from 'uqr';
import { Field } from '../form-parts.tsx';
import { Layout } from '../layout.tsx';
import type { PageError } from '../page-error.ts';
import type { AdminParts } from '../parts.ts';
import type { Reader } from '../reader.ts';
import { passwordLengthMin } from './password.ts';

type Seen = { readonly parts: AdminParts; readonly reader: Reader };

/** Name, password and code. `problem` is one sentence; which of the three was wrong is not told. */
export function SignInPage({ parts, reader, problem, user = '' }: Seen & { problem: string | null; user?: string }): JSX.Element {
  const { signIn } = reader.texts;
  const errors = problem === null ? [] : [{ field: null, message: problem }];
  return (
    <Layout parts={parts} reader={reader} session={null} office={null} title={signIn.title} errors={errors}>
      <h1>{signIn.title}</h1>
      <form method="post" action="/admin/prihlasit" class="narrow">
        <input type="hidden" name="lang" value={reader.lang} />
        <Field name="user" label={signIn.user} value={user} autocomplete="username" isCode length={40} />
        <Field name="password" label={signIn.password} type="password" autocomplete="current-password" length={200} />
        <Field name="code" label={signIn.code} hint={signIn.codeHint} inputMode="numeric" autocomplete="one-time-code" length={9} isCode />
        <button class="button primary" type="submit">
          {signIn.button}
        </button>
      </form>
      <p>
        <a href={`/admin/pozvanka?lang=${reader.lang}`}>{signIn.haveCode}</a>
      </p>
    </Layout>
  );
}

/** Where a one-time code is typed. */
export function InvitePage({ parts, reader, problem }: Seen & { problem: string | null }): JSX.Element {
  const { join } = reader.texts;
  const errors = problem === null ? [] : [{ field: 'invite', message: problem }];
  return (
    <Layout parts={parts} reader={reader} session={null} office={null} title={join.title} errors={errors}>
      <h1>{join.title}</h1>
      <p class="lead">{join.lead}</p>
      <form method="post" action="/admin/pozvanka" class="narrow">
        <input type="hidden" name="lang" value={reader.lang} />
        <Field name="invite" label={join.invite} hint={join.inviteHint} errors={errors} autocomplete="off" length={40} isCode />
        <button class="button primary" type="submit">
          {join.continue}
        </button>
      </form>
    </Layout>
  );
}

export type JoinView = {
  readonly invite: string;
  /** The user whose password is set anew; `null` asks for a name. */
  readonly known: string | null;
  readonly user: string;
  readonly name: string;
  readonly secret: string;
  readonly address: string;
  readonly errors: readonly PageError[];
};

/** Name, password and second factor of a new user. */
export function JoinPage({ parts, reader, view }: Seen & { view: JoinView }): JSX.Element {
  const { join, signIn } = reader.texts;
  const { errors } = view;
  return (
    <Layout parts={parts} reader={reader} session={null} office={null} title={join.who} errors={errors}>
      <h1>{view.known === null ? join.who : join.anew(view.known)}</h1>
      <form method="post" action="/admin/pozvanka/hotovo" class="narrow">
        <input type="hidden" name="lang" value={reader.lang} />
        <input type="hidden" name="invite" value={view.invite} />
        <input type="hidden" name="secret" value={view.secret} />
        {view.known === null ? (
          <>
            <Field
              name="user"
              label={join.user}
              hint={join.userHint}
              value={view.user}
              errors={errors}
              autocomplete="username"
              length={32}
              isCode
            />
            <Field name="name" label={join.name} hint={join.nameHint} value={view.name} errors={errors} autocomplete="name" length={80} />
          </>
        ) : (
          <input type="hidden" name="user" value={view.known} />
        )}
        <Field
          name="password"
          label={signIn.password}
          hint={join.passwordHint(passwordLengthMin)}
          type="password"
          errors={errors}
          autocomplete="new-password"
          length={200}
        />
        <Field name="again" label={join.again} type="password" errors={errors} autocomplete="new-password" length={200} />
        <h2>{join.phone}</h2>
        <p>{join.phoneLead}</p>
        <div class="second-factor">
          <QrCode text={view.address} label={join.qr} />
          <div>
            <p class="hint">{join.secretHint}</p>
            <p class="secret">{(view.secret.match(/.{4}/g) ?? []).join(' ')}</p>
          </div>
        </div>
        <Field name="code" label={join.code} errors={errors} inputMode="numeric" autocomplete="one-time-code" length={9} isCode />
        <button class="button primary" type="submit">
          {join.button}
        </button>
      </form>
    </Layout>
  );
}

/** Dark on light whatever the page's colours are, or cameras do not read it. */
function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { data, size } = encode(text, { border: 2 });
  const squares = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')));
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect width={size} height={size} fill="#fff" />
      <path d={squares.join('')} fill="#000" />
    </svg>
  );
}
