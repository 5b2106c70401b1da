import { Global, Module } from '@nestjs/common';
import { WorkingCalendars } from '../calendar/working-calendars.js';
import { CustomFields } from './custom-fields.js';
import { MomentFactory } from './moment-factory.js';
import { RecordLists } from './record-lists.js';

@Global()
@Module({
  providers: [CustomFields, MomentFactory, RecordLists, WorkingCalendars],
  exports: [CustomFields, MomentFactory, RecordLists, WorkingCalendars],
})
export class RecordsModule {}
