export { feedRestarted } from './change-cursor.js';
export { ChangeFeedQuery } from './change-feed.requests.js';
export { ChangeFeedQueries } from './change-feed.queries.js';
export { ChangeFeed } from './change-feed.service.js';
export { changesOf } from './change-feed.view.js';
export { changesControllerOf } from './changes.controller.js';
