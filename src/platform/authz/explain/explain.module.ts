import { Module } from '@nestjs/common';
import { text } from '../../i18n/locale.js';
import { policies } from '../policy.js';
import { ExplanationsController } from './explanations.controller.js';
import { Explanations } from './explanations.service.js';

policies.register({ object: 'permission', label: text('权限', 'Permissions'), actions: ['explain'], scopes: ['all'] });

/** Why somebody may or may not do something (PERM-08). */
@Module({ controllers: [ExplanationsController], providers: [Explanations] })
export class ExplainModule {}
