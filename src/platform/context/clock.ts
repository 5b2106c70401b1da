import { Injectable } from '@nestjs/common';

/** The only source of the current time. Tests move it; nothing else calls `new Date()`. */
@Injectable()
export class Clock {
  private offset = 0;

  now(): Date {
    return new Date(Date.now() + this.offset);
  }

  /** For tests and simulations: shifts this process's time by so many milliseconds from the real one. */
  shift(milliseconds: number): void {
    this.offset = milliseconds;
  }
}
