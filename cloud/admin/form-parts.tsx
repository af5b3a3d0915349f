import type { ComponentChildren, JSX } from 'preact';
import type { PageError } from './page-error.ts';
import type { Session } from './sign-in/sessions.ts';

type ButtonKind = 'primary' | 'plain' | 'grave' | 'quiet-link';

/** A form that changes something; it carries the session's token. */
export function PostForm({
  session,
  action,
  children,
  kind,
  takesFiles = false,
}: {
  readonly session: Session;
  readonly action: string;
  readonly children: ComponentChildren;
  readonly kind?: string;
  readonly takesFiles?: boolean;
}): JSX.Element {
  return (
    <form method="post" action={action} class={kind} {...(takesFiles && { enctype: 'multipart/form-data' })}>
      <input type="hidden" name="csrf" value={session.csrf} />
      {children}
    </form>
  );
}

/** A form of one button. */
export function Act({
  session,
  action,
  label,
  kind = 'primary',
  fields = {},
  about,
}: {
  readonly session: Session;
  readonly action: string;
  readonly label: string;
  readonly kind?: ButtonKind;
  readonly fields?: Readonly<Record<string, string>>;
  /** To which of a list it belongs, for those who do not see the list. */
  readonly about?: string;
}): JSX.Element {
  return (
    <PostForm session={session} action={action} kind="act">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" class={`button ${kind}`}>
        {label}
        {about && <span class="unseen"> {about}</span>}
      </button>
    </PostForm>
  );
}

/** What a browser may fill in by itself. */
type Autocomplete = 'off' | 'username' | 'name' | 'current-password' | 'new-password' | 'one-time-code';

export type FieldProps = {
  readonly name: string;
  readonly label: string;
  readonly value?: string;
  readonly hint?: string;
  readonly type?: 'text' | 'password' | 'date' | 'search';
  readonly errors?: readonly PageError[];
  readonly autocomplete?: Autocomplete;
  readonly inputMode?: 'numeric' | 'text';
  readonly lang?: string;
  readonly length?: number;
  /** Capitals and corrections only hinder. */
  readonly isCode?: boolean;
};

type FrameProps = Pick<FieldProps, 'name' | 'label' | 'hint' | 'errors'>;

/** What a field's label, hint and error are to the field itself, for those who do not see them beside it. */
function described({ name, hint, errors = [] }: FrameProps) {
  const wrong = errors.find(({ field }) => field === name);
  const by = [hint ? `${name}-hint` : '', wrong ? `${name}-error` : ''].filter(Boolean).join(' ');
  return { id: name, name, ...(wrong && { 'aria-invalid': 'true' as const }), ...(by && { 'aria-describedby': by }) };
}

/** Label, hint and, above the field, what is wrong with it. */
function Frame({ name, label, hint, errors = [], children }: FrameProps & { readonly children: ComponentChildren }): JSX.Element {
  const wrong = errors.find(({ field }) => field === name);
  return (
    <div class={`field${wrong ? ' wrong' : ''}`}>
      <label for={name}>{label}</label>
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {wrong && (
        <p class="error" id={`${name}-error`}>
          {wrong.message}
        </p>
      )}
      {children}
    </div>
  );
}

/** A labelled field with its hint and, above it, what is wrong. Its id is its name. */
export function Field({ label, hint, errors, value = '', type = 'text', isCode, length, ...rest }: FieldProps): JSX.Element {
  const frame = { name: rest.name, label, ...(hint && { hint }), ...(errors && { errors }) };
  const input = {
    ...rest,
    value,
    ...described(frame),
    ...(length ? { maxLength: length } : {}),
    ...(isCode ? { autocapitalize: 'none' as const, autocorrect: 'off' as const, spellcheck: false } : {}),
  };
  return (
    <Frame {...frame}>
      {type === 'password' ? (
        <input type="password" {...input} />
      ) : type === 'date' ? (
        <input type="date" {...input} />
      ) : type === 'search' ? (
        <input type="search" {...input} />
      ) : (
        <input type="text" {...input} />
      )}
    </Frame>
  );
}

/** A file to choose. What was chosen does not come back with a page that names an error: browsers keep it to themselves. */
export function FileField({ accept, ...frame }: Required<FrameProps> & { readonly accept: string }): JSX.Element {
  return (
    <Frame {...frame}>
      <input type="file" accept={accept} {...described(frame)} />
    </Frame>
  );
}

/** One choice of few. */
export function Select({
  name,
  id = name,
  label,
  value,
  options,
  hint,
}: {
  readonly name: string;
  /** Where several forms of a page have the field. */
  readonly id?: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly hint?: string;
}): JSX.Element {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && <p class="hint">{hint}</p>}
      <select id={id} name={name}>
        {options.map(([key, text]) => (
          <option key={key} value={key} selected={key === value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

/** A box to tick. */
export function Tick({
  name,
  label,
  checked,
  hint,
}: {
  readonly name: string;
  readonly label: ComponentChildren;
  readonly checked: boolean;
  readonly hint?: string;
}): JSX.Element {
  return (
    <div class="choose">
      <input type="checkbox" id={name} name={name} value="1" checked={checked} aria-describedby={hint ? `${name}-hint` : undefined} />
      <label for={name}>{label}</label>
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
