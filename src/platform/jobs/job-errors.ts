import { problem } from '../errors/index.js';
import { text } from '../i18n/locale.js';

export const jobNotFound = problem(404, 'JOB_NOT_FOUND', text('找不到该任务', 'There is no such job.'));
export const jobFinished = problem(
  409,
  'JOB_FINISHED',
  text('任务已结束,无法取消', 'The job has finished and cannot be cancelled.'),
);
export const scheduleNotFound = problem(404, 'SCHEDULE_NOT_FOUND', text('找不到该计划任务', 'There is no such schedule.'));
export const requesterInactive = problem(
  403,
  'REQUESTER_INACTIVE',
  text('任务发起人已停用', 'Whoever asked for the job may no longer act.'),
);
/** Why a job failed whose worker vanished on the last attempt; nobody is there to say more. */
export const jobLost = problem(
  500,
  'JOB_LOST',
  text('执行任务的进程多次中断', 'The process that ran the job vanished each time.'),
);

/** Somebody asked to cancel the job; it ends where it is. */
export class JobCancelled extends Error {}

/** This process is stopping, or has lost its claim: the job goes on in another attempt, so this one must write no more. */
export class JobInterrupted extends Error {}

/** The enterprise is closed; nothing is done for it any more. */
export class EnterpriseClosed extends Error {
  constructor(tenantId: string) {
    super(`Enterprise ${tenantId} is not in use`);
  }
}
