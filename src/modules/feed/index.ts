export { registerCommentable, type Commentable } from './comment/commentable.js';
export { CommentMasks, type SaidAbout } from './comment/comment-masks.js';
export { Comments } from './comment/comments.service.js';
export { CommentsForget } from './comment/comments-forget.js';
export { FeedModule } from './feed.module.js';
export { Removables, type Removable, type Removed } from './removal/removables.js';
export { commentWritten } from './feed.events.js';
