/** The name of the technicians' socket within the daemon's runtime folder, or its data folder where it has none. */
export const socketName = 'console.sock';
/** Longest path that the kernel takes for a unix socket, bytes (unix(7)). */
export const socketPathMax = 107;
