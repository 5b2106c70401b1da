import { Module, type OnModuleInit } from '@nestjs/common';
import { raw } from 'sql-template-tag';
import { RowSights } from '../../platform/records/index.js';
import { PoolSight, PoolsModule, poolSightOf, registerPoolable } from '../pools/index.js';
import { SettingsModule } from '../settings/index.js';
import { CustomerCreation } from './customer/customer-creation.service.js';
import { CustomerParents } from './customer/customer-parents.js';
import { CustomerPlaceHistoryController, CustomerPlacesController } from './customer/customer-places.controller.js';
import { CustomerProtectionController } from './customer/customer-protection.controller.js';
import { CustomersController } from './customer/customers.controller.js';
import { CustomersService } from './customer/customers.service.js';
import { customerDescriptor } from './customers.descriptor.js';
import { NameCardsModule } from './name-card/name-cards.module.js';

registerPoolable({
  object: 'customer',
  descriptor: customerDescriptor,
  inPlay: raw(`r.state = 'active'`),
  activities: { lastFollowUp: raw('r.last_follow_up_at') },
  levelField: 'levelId',
});

@Module({
  imports: [PoolsModule, SettingsModule, NameCardsModule],
  controllers: [CustomerProtectionController, CustomersController, CustomerPlaceHistoryController, CustomerPlacesController],
  providers: [CustomersService, CustomerCreation, CustomerParents],
  exports: [CustomersService, CustomerCreation],
})
export class CustomersModule implements OnModuleInit {
  constructor(
    private readonly sights: RowSights,
    private readonly poolSight: PoolSight,
  ) {}

  onModuleInit(): void {
    this.sights.register('customer', poolSightOf(this.poolSight, 'customer'));
  }
}
