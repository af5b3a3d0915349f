import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { cloudRole, defaultRights } from '../mosquitto-roles.ts';

const saltBytes = 12;
const hashBytes = 64;
/** The plugin's own number; what it guards are 192 random bits. */
const iterations = 101;

/** The plugin's file as it is before any edge has come: the cloud's account and nothing else (mosquitto-dynamic-security, "Installation"). */
export function firstAccounts(password: string): string {
  const salt = randomBytes(saltBytes);
  const client = {
    username: 'cloud',
    textName: 'Fronta cloud',
    password: pbkdf2Sync(password, salt, iterations, hashBytes, 'sha512').toString('base64'),
    salt: salt.toString('base64'),
    iterations,
    roles: [{ rolename: cloudRole.rolename }],
  };
  return `${JSON.stringify({ clients: [client], groups: [], roles: [cloudRole], defaultACLAccess: defaultRights }, null, 2)}\n`;
}
