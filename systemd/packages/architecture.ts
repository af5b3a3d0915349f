/** As Debian names them: 64-bit Raspberry Pis and PCs. */
export const architectures = ['amd64', 'arm64'] as const;
export type Architecture = (typeof architectures)[number];

/** How Node names Debian's architectures. */
export const nodeArch = { amd64: 'x64', arm64: 'arm64' } as const;

/** The C++ compiler that makes code for an architecture, and its Debian package. */
export function compilerFor(architecture: Architecture): { readonly program: string; readonly debian: string } {
  if (nodeArch[architecture] === process.arch) return { program: 'g++', debian: 'g++' };
  const triple = { amd64: 'x86-64-linux-gnu', arm64: 'aarch64-linux-gnu' }[architecture];
  return { program: `${triple.replace('x86-64', 'x86_64')}-g++`, debian: `g++-${triple}` };
}
