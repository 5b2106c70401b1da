import type { Config } from '../../../platform/config/index.js';

/** Where the front end takes up an invitation. */
export const invitationUrl = ({ http }: Config, token: string): string => `${http.publicUrl}/join/${token}`;
