/**
 * Take the place of fetch's Response and of the web's streams and blobs in the bundle. Koa asks of each answer whether it is one of them,
 * and Node's own, none of which is ever made here, would load all of fetch and of web streams for the question: 40 ms before the first page.
 */
export const Response = class {};
export const ReadableStream = class {};
export const Blob = class {};
