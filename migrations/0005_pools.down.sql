DROP TABLE notices, reclaim_reminders, protections, claim_turns, ownership_ledger, routing_rules, pool_rules, pool_members, pools;
