import { deviceOf } from './device.js';
import { oddities, type Visit } from './judgement.js';
import { placeOf } from './place.js';

const visit = (at: string, province: string | null, more: Partial<Visit> = {}): Visit => ({
  at: `2026-11-21T${at}:00.000Z`,
  device: 'a',
  country: province === null ? null : '中国',
  province,
  city: null,
  ...more,
});

describe('oddities', () => {
  it('ACC-09 has nothing to say about the first sign-in', () => {
    expect(oddities(visit('08:00', '广东'), [])).toEqual([]);
  });

  it('ACC-09 knows a device and a place again, however long ago', () => {
    const earlier = [visit('07:00', '广东'), visit('03:00', '北京', { device: 'b' })];
    expect(oddities(visit('08:00', '广东'), earlier)).toEqual([]);
    expect(oddities(visit('08:00', '北京', { device: 'b' }), earlier)).toEqual([]);
    expect(oddities(visit('08:00', '广东', { device: 'c' }), earlier)).toEqual(['newDevice']);
    expect(oddities(visit('08:00', '上海'), earlier)).toEqual(['newPlace']);
  });

  it('ACC-09 finds travel impossible within 20 minutes between provinces, an hour between countries', () => {
    const known = [visit('02:00', '上海'), visit('01:00', null, { country: '日本' })];
    const after = (at: string, more?: Partial<Visit>) => oddities(visit(at, '上海', more), [visit('08:00', '广东'), ...known]);
    expect(after('08:19')).toEqual(['impossibleTravel']);
    expect(after('08:20')).toEqual([]);
    expect(after('08:59', { country: '日本', province: null })).toEqual(['impossibleTravel']);
    expect(after('09:00', { country: '日本', province: null })).toEqual([]);
  });

  it('ACC-09 takes an address without a place for none, and one without a province for anywhere in its country', () => {
    expect(oddities(visit('08:00', null), [visit('07:59', '广东')])).toEqual([]);
    expect(oddities(visit('08:00', '广东'), [visit('07:59', null)])).toEqual([]);
    expect(oddities(visit('08:01', '广东'), [visit('08:00', null, { country: '中国' })])).toEqual([]);
  });
});

describe('placeOf', () => {
  it('ACC-09 knows provinces by the same name whichever way they are reached', () => {
    expect(placeOf('120.24.78.68')).toEqual({ country: '中国', province: '广东', city: '深圳市' });
    expect(placeOf('::ffff:120.24.78.68')).toEqual(placeOf('120.24.78.68'));
    expect(placeOf('240e:47d:c20:1627:30a3:ba0d:a5e6:ec19')).toMatchObject({ country: '中国', province: '广东' });
    expect(placeOf('8.8.8.8')).toEqual({ country: '美国', province: null, city: null });
  });

  it('ACC-09 puts private, reserved and broken addresses nowhere', () => {
    const nowhere = { country: null, province: null, city: null };
    for (const ip of ['127.0.0.1', '10.1.2.3', '192.168.1.1', '100.64.0.1', '::1', 'fe80::1', '2001:db8::1', '', 'x'])
      expect(placeOf(ip)).toEqual(nowhere);
  });
});

describe('deviceOf', () => {
  const chrome = (version: string) =>
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version} Safari/537.36`;

  it('ACC-09 knows a browser again after an update, and tells it from others', () => {
    expect(deviceOf(chrome('126.0.0.0'))).toEqual(deviceOf(chrome('140.0.0.0')));
    expect(deviceOf(chrome('126.0.0.0'))).toMatchObject({ browser: 'Chrome', system: 'Windows', deviceType: 'desktop' });
    expect(deviceOf('curl/8.0').device).not.toBe(deviceOf('wget/1.0').device);
    expect(deviceOf('')).toMatchObject({ browser: null, system: null, deviceType: null });
  });

  it('ACC-09 believes the name that a client gives itself, where it is one', () => {
    expect(deviceOf(chrome('126'), '5f0c8a3e-17').device).toBe('id:5f0c8a3e-17');
    expect(deviceOf(chrome('126'), "' OR 1=1").device).toBe(deviceOf(chrome('126')).device);
  });
});
