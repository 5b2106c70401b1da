import { defineEvent } from '../../platform/events/index.js';

/** Somebody commented on something. */
export const commentWritten = defineEvent<{ commentId: string; object: string; recordId: string }>('comment.written');
