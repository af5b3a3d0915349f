/** The broker's configuration cannot be written; the message is one line that says what to do. */
export class BrokerConfigError extends Error {}
