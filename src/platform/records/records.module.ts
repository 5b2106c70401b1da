import { Global, Module } from '@nestjs/common';
import { WorkingCalendars } from '../calendar/working-calendars.js';
import { CustomFields } from './custom-fields.js';
import { MomentFactory } from './moment-factory.js';
import { RecordLists } from './record-lists.js';
import { RecordReader } from './record-reader.js';

@Global()
@Module({
  providers: [CustomFields, MomentFactory, RecordLists, RecordReader, WorkingCalendars],
  exports: [CustomFields, MomentFactory, RecordLists, RecordReader, WorkingCalendars],
})
export class RecordsModule {}
