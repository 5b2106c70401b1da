import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can, SteppedUp } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { referenceInvalid, versionMismatch } from '../../../platform/errors/index.js';
import { Context, Created, Fails, IfMatch } from '../../../platform/http/index.js';
import { apiKeyNotFound, apiKeyRevoked, grantExceedsOwn } from '../org.errors.js';
import { ApiKeyListView, ApiKeySecretView, ApiKeyView } from './api-key.view.js';
import { CreateApiKeyRequest, RotateApiKeyRequest, UpdateApiKeyRequest } from './api-keys.requests.js';
import { ApiKeysService } from './api-keys.service.js';

@ApiTags('API keys')
@Controller('api-keys')
export class ApiKeysController {
  constructor(private readonly keys: ApiKeysService) {}

  /** List the keys of integrators, newest first. */
  @Get()
  @Can('read', 'apiKey')
  list(@Context() ctx: Ctx): Promise<ApiKeyListView> {
    return this.keys.list(ctx);
  }

  /** Read a key; its secret is shown nowhere again. */
  @Get(':id')
  @Can('read', 'apiKey')
  @Fails(apiKeyNotFound)
  get(@Context() ctx: Ctx, @Param('id') id: string): Promise<ApiKeyView> {
    return this.keys.get(ctx, id);
  }

  /**
   * Make a key for an integrator. The answer is the only one that shows it.
   *
   * It is sent as `X-Api-Key`, and acts as a service of this name under the given roles, narrowed by the scopes. Nobody can
   * put into it what they could not grant. Managing keys, roles, sign-ins and the enterprise is never possible by a key.
   */
  @Post()
  @Can('create', 'apiKey')
  @SteppedUp()
  @Created('api-keys', ApiKeySecretView)
  @Fails(referenceInvalid, grantExceedsOwn)
  create(@Context() ctx: Ctx, @Body() body: CreateApiKeyRequest): Promise<ApiKeySecretView> {
    return this.keys.create(ctx, body);
  }

  /** Change a key, or switch it off and on; it holds from the next request on. */
  @Patch(':id')
  @Can('update', 'apiKey')
  @SteppedUp()
  @Fails(apiKeyNotFound, apiKeyRevoked, referenceInvalid, grantExceedsOwn, versionMismatch)
  update(
    @Context() ctx: Ctx,
    @Param('id') id: string,
    @Body() body: UpdateApiKeyRequest,
    @IfMatch() version?: number,
  ): Promise<ApiKeyView> {
    return this.keys.update(ctx, id, body, version);
  }

  /** Give a key a new secret, and let the one so far live on for a grace time. */
  @Post(':id/rotations')
  @Can('update', 'apiKey')
  @SteppedUp()
  @HttpCode(200)
  @Fails(apiKeyNotFound, apiKeyRevoked)
  rotate(@Context() ctx: Ctx, @Param('id') id: string, @Body() body: RotateApiKeyRequest): Promise<ApiKeySecretView> {
    return this.keys.rotate(ctx, id, body);
  }

  /** Revoke a key for ever: its next request is refused on every node. */
  @Delete(':id')
  @Can('delete', 'apiKey')
  @SteppedUp()
  @HttpCode(204)
  @Fails(apiKeyNotFound, apiKeyRevoked)
  async revoke(@Context() ctx: Ctx, @Param('id') id: string): Promise<void> {
    await this.keys.revoke(ctx, id);
  }
}
