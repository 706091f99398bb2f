-- Pools and merchants now keep sums, which only the events from the start on can tell: the follower fills everything anew.
TRUNCATE "source", "blocks", "events", "transfers", "pools", "epochs", "pool_hours", "locks", "positions", "tickets", "deferred_payouts", "merchants", "balances";
--> statement-breakpoint
CREATE TABLE "merchant_tallies" (
	"merchant" text COLLATE "C" NOT NULL,
	"locked_count" integer NOT NULL,
	"released_count" integer NOT NULL,
	"released_cents" numeric(78, 0) NOT NULL,
	"drawn_count" integer NOT NULL,
	"drawn_wei" numeric(78, 0) NOT NULL,
	"from_block" bigint NOT NULL,
	"to_block" bigint,
	CONSTRAINT "merchant_tallies_merchant_from_block_pk" PRIMARY KEY("merchant","from_block")
);
--> statement-breakpoint
CREATE TABLE "staker_counts" (
	"pool" text COLLATE "C" NOT NULL,
	"generation" bigint NOT NULL,
	"stakers" integer NOT NULL,
	"from_block" bigint NOT NULL,
	"to_block" bigint,
	CONSTRAINT "staker_counts_pool_generation_from_block_pk" PRIMARY KEY("pool","generation","from_block")
);
--> statement-breakpoint
DROP INDEX "events_counterparty";--> statement-breakpoint
DROP INDEX "locks_status";--> statement-breakpoint
DROP INDEX "locks_closed";--> statement-breakpoint
DROP INDEX "events_account";--> statement-breakpoint
DROP INDEX "locks_newest";--> statement-breakpoint
DROP INDEX "locks_pool";--> statement-breakpoint
DROP INDEX "locks_merchant";--> statement-breakpoint
ALTER TABLE "pools" ADD COLUMN "guaranteed_count" bigint NOT NULL;--> statement-breakpoint
ALTER TABLE "pools" ADD COLUMN "guaranteed_wei" numeric(78, 0) NOT NULL;--> statement-breakpoint
ALTER TABLE "pools" ADD COLUMN "drawn_wei" numeric(78, 0) NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "merchant_tallies_current" ON "merchant_tallies" USING btree ("merchant") WHERE to_block is null;--> statement-breakpoint
CREATE INDEX "merchant_tallies_from_block" ON "merchant_tallies" USING btree ("from_block");--> statement-breakpoint
CREATE INDEX "merchant_tallies_to_block" ON "merchant_tallies" USING btree ("to_block") WHERE to_block is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "staker_counts_current" ON "staker_counts" USING btree ("pool","generation") WHERE to_block is null;--> statement-breakpoint
CREATE INDEX "staker_counts_from_block" ON "staker_counts" USING btree ("from_block");--> statement-breakpoint
CREATE INDEX "staker_counts_to_block" ON "staker_counts" USING btree ("to_block") WHERE to_block is not null;--> statement-breakpoint
CREATE INDEX "locks_drawn" ON "locks" USING btree ("locked_block","locked_log_index") WHERE status = 'drawn';--> statement-breakpoint
CREATE INDEX "events_account" ON "events" USING btree ("account","name","block","log_index") WHERE account is not null;--> statement-breakpoint
CREATE INDEX "locks_newest" ON "locks" USING btree ("locked_block","locked_log_index");--> statement-breakpoint
CREATE INDEX "locks_pool" ON "locks" USING btree ("pool","locked_block","locked_log_index");--> statement-breakpoint
CREATE INDEX "locks_merchant" ON "locks" USING btree ("merchant","locked_block","locked_log_index");