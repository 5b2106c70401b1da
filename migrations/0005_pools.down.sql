DROP TABLE notices, reclaim_reminders, protections, ownership_ledger, routing_rules, pool_rules, pool_members, pools;
