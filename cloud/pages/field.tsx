import type { JSX } from 'preact';

type FieldProps = {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly error: string | undefined;
  readonly value: string;
  /** What a browser may fill in by itself. */
  readonly complete: 'name' | 'email' | 'off';
  readonly type?: 'text' | 'email' | 'digits';
};

/** A labelled input with its hint and, when it was refused, its error read out together with it. */
export function Field({ id, label, hint, error, value, complete, type = 'text' }: FieldProps): JSX.Element {
  const input = {
    id,
    name: id,
    value,
    autocomplete: complete,
    spellcheck: false,
    'aria-describedby': error ? `${id}-hint ${id}-error` : `${id}-hint`,
    ...(error ? { 'aria-invalid': 'true' as const } : {}),
  };
  return (
    <div class={error ? 'field wrong' : 'field'}>
      <label for={id}>{label}</label>
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
      {error && (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {type === 'digits' ? (
        <input type="text" inputMode="numeric" class="digits" maxLength={8} {...input} />
      ) : type === 'email' ? (
        <input type="email" maxLength={254} {...input} />
      ) : (
        <input type="text" maxLength={254} {...input} />
      )}
    </div>
  );
}
