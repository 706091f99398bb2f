-- What was filled from the contract's former events lacks what the new columns hold: the follower fills it anew.
TRUNCATE "source", "blocks", "events", "pools", "epochs", "pool_hours", "locks", "positions", "tickets", "merchants", "balances";
--> statement-breakpoint
CREATE TABLE "deferred_payouts" (
	"pool" text COLLATE "C" NOT NULL,
	"account" text COLLATE "C" NOT NULL,
	"owed" numeric(78, 0) NOT NULL,
	"from_block" bigint NOT NULL,
	"to_block" bigint,
	CONSTRAINT "deferred_payouts_pool_account_from_block_pk" PRIMARY KEY("pool","account","from_block")
);
--> statement-breakpoint
DROP INDEX "epochs_current";
--> statement-breakpoint
DROP INDEX "epochs_open";
--> statement-breakpoint
DROP INDEX "positions_current";
--> statement-breakpoint
DROP INDEX "tickets_current";
--> statement-breakpoint
ALTER TABLE "epochs" DROP CONSTRAINT "epochs_pool_epoch_from_block_pk";
--> statement-breakpoint
ALTER TABLE "positions" DROP CONSTRAINT "positions_pool_account_from_block_pk";
--> statement-breakpoint
ALTER TABLE "tickets" DROP CONSTRAINT "tickets_pool_account_exit_epoch_from_block_pk";
--> statement-breakpoint
ALTER TABLE "epochs" ADD COLUMN "generation" bigint NOT NULL;
--> statement-breakpoint
ALTER TABLE "locks" ADD COLUMN "deferred" numeric(78, 0) NOT NULL;
--> statement-breakpoint
ALTER TABLE "pools" ADD COLUMN "generation" bigint NOT NULL;
--> statement-breakpoint
ALTER TABLE "pools" ADD COLUMN "closed" boolean NOT NULL;
--> statement-breakpoint
ALTER TABLE "pools" ADD COLUMN "merchant_delay" bigint NOT NULL;
--> statement-breakpoint
ALTER TABLE "pools" ADD COLUMN "reward_epochs" bigint NOT NULL;
--> statement-breakpoint
ALTER TABLE "pools" ADD COLUMN "draw_window" bigint NOT NULL;
--> statement-breakpoint
ALTER TABLE "pools" ADD COLUMN "draw_limit" numeric(78, 0) NOT NULL;
--> statement-breakpoint
ALTER TABLE "pools" ADD COLUMN "reward_reserve" numeric(78, 0) NOT NULL;
--> statement-breakpoint
ALTER TABLE "pools" ADD COLUMN "fees_left" numeric(78, 0) NOT NULL;
--> statement-breakpoint
ALTER TABLE "pools" ADD COLUMN "top_ups_left" numeric(78, 0) NOT NULL;
--> statement-breakpoint
ALTER TABLE "pools" ADD COLUMN "reward_seconds_left" bigint NOT NULL;
--> statement-breakpoint
ALTER TABLE "pools" ADD COLUMN "rewards_accrued_at" bigint NOT NULL;
--> statement-breakpoint
ALTER TABLE "pools" ADD COLUMN "deferred" numeric(78, 0) NOT NULL;
--> statement-breakpoint
ALTER TABLE "pools" ADD COLUMN "operator_draws_window" bigint NOT NULL;
--> statement-breakpoint
ALTER TABLE "pools" ADD COLUMN "operator_draws_wei" numeric(78, 0) NOT NULL;
--> statement-breakpoint
ALTER TABLE "positions" ADD COLUMN "generation" bigint NOT NULL;
--> statement-breakpoint
ALTER TABLE "positions" ADD COLUMN "fees_claimed" numeric(78, 0) NOT NULL;
--> statement-breakpoint
ALTER TABLE "positions" ADD COLUMN "top_ups_claimed" numeric(78, 0) NOT NULL;
--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "generation" bigint NOT NULL;
--> statement-breakpoint
ALTER TABLE "epochs" ADD CONSTRAINT "epochs_pool_generation_epoch_from_block_pk" PRIMARY KEY("pool","generation","epoch","from_block");
--> statement-breakpoint
ALTER TABLE "positions" ADD CONSTRAINT "positions_pool_generation_account_from_block_pk" PRIMARY KEY("pool","generation","account","from_block");
--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_pool_generation_account_exit_epoch_from_block_pk" PRIMARY KEY("pool","generation","account","exit_epoch","from_block");
--> statement-breakpoint
CREATE UNIQUE INDEX "deferred_payouts_current" ON "deferred_payouts" USING btree ("pool","account") WHERE to_block is null;
--> statement-breakpoint
CREATE INDEX "deferred_payouts_from_block" ON "deferred_payouts" USING btree ("from_block");
--> statement-breakpoint
CREATE INDEX "deferred_payouts_to_block" ON "deferred_payouts" USING btree ("to_block") WHERE to_block is not null;
--> statement-breakpoint
CREATE INDEX "deferred_payouts_account" ON "deferred_payouts" USING btree ("account") WHERE to_block is null;
--> statement-breakpoint
CREATE UNIQUE INDEX "epochs_current" ON "epochs" USING btree ("pool","generation","epoch") WHERE to_block is null;
--> statement-breakpoint
CREATE INDEX "epochs_open" ON "epochs" USING btree ("pool","generation","epoch") WHERE to_block is null and not rolled;
--> statement-breakpoint
CREATE UNIQUE INDEX "positions_current" ON "positions" USING btree ("pool","generation","account") WHERE to_block is null;
--> statement-breakpoint
CREATE UNIQUE INDEX "tickets_current" ON "tickets" USING btree ("pool","generation","account","exit_epoch") WHERE to_block is null;
