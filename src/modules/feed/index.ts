export { registerCommentable, type Commentable } from './comment/commentable.js';
export { Comments } from './comment/comments.service.js';
export { FeedModule } from './feed.module.js';
export { commentWritten } from './feed.events.js';
