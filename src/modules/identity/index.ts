export { Account } from './account/account.entity.js';
export { AccountsService, type AccountNames, type Membership } from './account/accounts.service.js';
export { Passwords } from './account/passwords.js';
export { IdentityModule } from './identity.module.js';
export { SessionsService } from './session/sessions.service.js';
export { TokensView } from './session/session.view.js';
