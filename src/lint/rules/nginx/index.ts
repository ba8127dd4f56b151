import type { Rule } from '../../contract.ts';
import { nginxBackupServer } from './nginx-backup-server.ts';
import { nginxSyntax } from './nginx-syntax.ts';

export const NGINX_RULES: readonly Rule[] = [nginxSyntax, nginxBackupServer];
