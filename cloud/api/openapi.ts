import { z } from 'zod';
import { EnrolAnswer, EnrolRequest } from '#contract/enrolment.ts';
import { Problem } from './problem.ts';
import * as schemas from './schemas.ts';

type Operation = {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly status?: number;
  readonly answer: z.ZodType;
  /** The answer comes as the data of server-sent events, the first at once. */
  readonly isEvents?: true;
  readonly refusals: readonly number[];
};

/** Every call of the API. What stands in every answer's schema is what it is checked against in the tests. */
const operations: readonly Operation[] = [
  { method: 'get', path: '/offices', summary: 'The offices', answer: z.array(schemas.OfficeAnswer), refusals: [] },
  {
    method: 'get',
    path: '/offices/{office}/services',
    summary: 'What an office does',
    answer: z.array(schemas.ServiceAnswer),
    refusals: [404],
  },
  {
    method: 'get',
    path: '/offices/{office}/slots',
    summary: 'Slots open for booking, from today to the horizon; from and to narrow them',
    query: schemas.SlotsQuery,
    answer: z.array(schemas.SlotAnswer),
    refusals: [404, 422],
  },
  {
    method: 'get',
    path: '/offices/{office}/task',
    summary: 'What is to be solved before a booking, while many are booking at once',
    answer: schemas.TaskAnswer,
    refusals: [404],
  },
  {
    method: 'post',
    path: '/offices/{office}/reservations',
    summary: 'Hold a slot; the link to confirm it comes by e-mail',
    body: schemas.BookingBody,
    status: 201,
    answer: schemas.HeldAnswer,
    refusals: [404, 409, 422, 429],
  },
  {
    method: 'post',
    path: '/reservations/confirm',
    summary: 'Confirm a hold; the same answer again',
    body: schemas.TokenBody,
    answer: schemas.ReservationAnswer,
    refusals: [404, 409, 410, 422],
  },
  {
    method: 'post',
    path: '/reservations/cancel',
    summary: 'Cancel a reservation',
    body: schemas.TokenBody,
    answer: schemas.ReservationAnswer,
    refusals: [404, 409, 422],
  },
  {
    method: 'post',
    path: '/reservations/undo-cancel',
    summary: 'Take a cancellation back',
    body: schemas.TokenBody,
    answer: schemas.ReservationAnswer,
    refusals: [404, 409, 422],
  },
  {
    method: 'post',
    path: '/reservations/move',
    summary: 'Move a confirmed reservation to another slot',
    body: schemas.MoveBody,
    answer: schemas.ReservationAnswer,
    refusals: [404, 409, 422],
  },
  {
    method: 'get',
    path: '/offices/{office}/live',
    summary: 'The queue of an office as its kiosk last told',
    answer: schemas.LiveAnswer,
    refusals: [404],
  },
  {
    method: 'get',
    path: '/offices/{office}/live/events',
    summary: 'The same as server-sent events, at once and after each change; within limits of readers, of which …/live has none',
    answer: schemas.LiveAnswer,
    isEvents: true,
    refusals: [404, 429, 503],
  },
  {
    method: 'get',
    path: '/tickets/{token}',
    summary: 'One slip of today, by the token in its QR code',
    answer: schemas.TicketAnswer,
    refusals: [404],
  },
  {
    method: 'get',
    path: '/tickets/{token}/events',
    summary: 'The same as server-sent events, at once and after each change; they end with the day of the slip',
    answer: schemas.TicketAnswer,
    isEvents: true,
    refusals: [404, 429, 503],
  },
  {
    method: 'post',
    path: '/enrol',
    summary: "Exchange a kiosk's one-time code for its credential",
    body: EnrolRequest,
    answer: EnrolAnswer,
    refusals: [404, 409, 422, 429, 503],
  },
  { method: 'get', path: '/healthz', summary: 'The process lives', answer: schemas.HealthAnswer, refusals: [] },
  { method: 'get', path: '/readyz', summary: 'The database answers', answer: schemas.HealthAnswer, refusals: [503] },
];

/** The API described by OpenAPI 3.1, from the schemas that check it. */
export function writeOpenApi(publicOrigin: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations) paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  return {
    openapi: '3.1.0',
    info: { title: 'Fronta', version: '1', description: 'Online booking and the live queue of a town office.' },
    servers: [{ url: `${publicOrigin}/api/v1` }],
    paths,
    components: { schemas: { Problem: asJsonSchema(Problem, 'output') } },
  };
}

function describe(operation: Operation): object {
  const refusals = operation.refusals.map((status) => [String(status), { description: 'RFC 9457 problem', content: problemContent }]);
  return {
    summary: operation.summary,
    parameters: [...pathParameters(operation.path), ...queryParameters(operation.query)],
    ...(operation.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: asJsonSchema(operation.body, 'input') } } } }
      : {}),
    responses: {
      [String(operation.status ?? 200)]: {
        description: operation.summary,
        content: { [operation.isEvents ? 'text/event-stream' : 'application/json']: { schema: asJsonSchema(operation.answer, 'output') } },
      },
      ...Object.fromEntries(refusals),
    },
  };
}

const problemContent = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

const pathParameters = (path: string): object[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));

const queryParameters = (query: z.ZodObject | undefined): object[] =>
  Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: !(schema as z.ZodType).safeParse(undefined).success,
    schema: asJsonSchema(schema as z.ZodType, 'input'),
  }));

function asJsonSchema(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...body } = z.toJSONSchema(schema, { io });
  return body;
}
