DROP INDEX customers_by_region;
CREATE INDEX customers_by_region ON customers (tenant_id, region_id, id) WHERE region_id IS NOT NULL;
DROP TRIGGER track_insert ON customers;
DROP TRIGGER track_update ON customers;
DROP TRIGGER track_delete ON customers;
CALL track_table('customers', 'customer', 'search_text', 'name_pinyin', 'initials', 'name_key', 'short_key', 'near_key',
  'unique_name_key', 'unique_short_key', 'phone_reversed', 'protected_until', 'reclaim_at', 'reclaim_rule_id', 'reclaim_rule_key');
ALTER TABLE customers DROP COLUMN map_row;
