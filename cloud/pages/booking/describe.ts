import type { FieldProblem } from '../../reservations/port.ts';
import type { PageError } from '../layout.tsx';
import type { Reader } from '../reader.ts';

/** What is wrong, in the reader's words. */
export function describe(reader: Reader, problems: readonly FieldProblem[]): PageError[] {
  const { fields } = reader.texts;
  return problems.map(({ field, problem }) => {
    if (field === 'name') return { field, message: fields.name[problem as keyof typeof fields.name] ?? fields.other };
    if (field === 'email') return { field, message: fields.email[problem as keyof typeof fields.email] ?? fields.other };
    return { field: null, message: field === 'start' ? fields.start : fields.other };
  });
}
