DROP INDEX IF EXISTS "balances_to_block";--> statement-breakpoint
DROP INDEX IF EXISTS "collateral_managers_to_block";--> statement-breakpoint
DROP INDEX IF EXISTS "deferred_payouts_to_block";--> statement-breakpoint
DROP INDEX IF EXISTS "epochs_to_block";--> statement-breakpoint
DROP INDEX IF EXISTS "holder_epochs_to_block";--> statement-breakpoint
DROP INDEX IF EXISTS "holders_to_block";--> statement-breakpoint
DROP INDEX IF EXISTS "locks_to_block";--> statement-breakpoint
DROP INDEX IF EXISTS "merchant_tallies_to_block";--> statement-breakpoint
DROP INDEX IF EXISTS "merchants_to_block";--> statement-breakpoint
DROP INDEX IF EXISTS "operators_to_block";--> statement-breakpoint
DROP INDEX IF EXISTS "partition_operators_to_block";--> statement-breakpoint
DROP INDEX IF EXISTS "partition_strategies_to_block";--> statement-breakpoint
DROP INDEX IF EXISTS "pool_hours_to_block";--> statement-breakpoint
DROP INDEX IF EXISTS "pools_to_block";--> statement-breakpoint
DROP INDEX IF EXISTS "positions_to_block";--> statement-breakpoint
DROP INDEX IF EXISTS "registrations_to_block";--> statement-breakpoint
DROP INDEX IF EXISTS "role_members_to_block";--> statement-breakpoint
DROP INDEX IF EXISTS "slices_to_block";--> statement-breakpoint
DROP INDEX IF EXISTS "staker_counts_to_block";--> statement-breakpoint
DROP INDEX IF EXISTS "tickets_to_block";--> statement-breakpoint
DROP INDEX IF EXISTS "wallet_epochs_to_block";--> statement-breakpoint
DROP INDEX IF EXISTS "wallet_pools_to_block";--> statement-breakpoint
DROP INDEX IF EXISTS "locks_drawn";--> statement-breakpoint
CREATE INDEX "locks_pool_merchant" ON "locks" USING btree ("pool","merchant","locked_block","locked_log_index");--> statement-breakpoint
CREATE INDEX "locks_running" ON "locks" USING btree ("locked_block","expires_at","from_block","to_block","pool","merchant","remaining") WHERE status in ('open', 'claimed');--> statement-breakpoint
CREATE INDEX "locks_drawn_merchant" ON "locks" USING btree ("merchant","locked_block","locked_log_index") WHERE status = 'drawn';--> statement-breakpoint
CREATE INDEX "locks_drawn" ON "locks" USING btree ("locked_block","locked_log_index","pool") WHERE status = 'drawn';--> statement-breakpoint
DELETE FROM "deferred_indexes" WHERE "definition" LIKE '%\_to\_block ON %';
