-- Customers on a map.

-- Rows of a hundredth of a degree of latitude, about 1.1 km: within a row, the index is in the order of longitude. Whole
-- numbers and plain floats are compared by leakproof operators, which row-level security lets use an index; points are not.
ALTER TABLE customers ADD COLUMN map_row integer GENERATED ALWAYS AS (floor((latitude + 90) * 100)::integer) STORED;
-- customers near a point, in a box, in the cells of a zoom; what decides who may see them stands in the index
CREATE INDEX customers_by_position ON customers (tenant_id, map_row, longitude, latitude, id)
  INCLUDE (owner_id, pool_id, home_pool_id, is_private) WHERE map_row IS NOT NULL AND state = 'active';

-- customers of a region; their numbers by region, level and status, in which those of no region count as well
DROP INDEX customers_by_region;
CREATE INDEX customers_by_region ON customers (tenant_id, region_id, id)
  INCLUDE (state, level_id, status_id, owner_id, pool_id, home_pool_id, is_private);

DROP TRIGGER track_insert ON customers;
DROP TRIGGER track_update ON customers;
DROP TRIGGER track_delete ON customers;
CALL track_table('customers', 'customer', 'search_text', 'name_pinyin', 'initials', 'name_key', 'short_key', 'near_key',
  'unique_name_key', 'unique_short_key', 'phone_reversed', 'protected_until', 'reclaim_at', 'reclaim_rule_id', 'reclaim_rule_key', 'map_row');
