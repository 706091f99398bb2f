-- What was filled without the events of collateral in place lacks them: the follower fills it anew.
TRUNCATE "source", "blocks", "events", "transfers", "pools", "epochs", "pool_hours", "locks", "positions", "tickets", "deferred_payouts", "merchants", "merchant_tallies", "staker_counts", "balances";
--> statement-breakpoint
CREATE TABLE "collateral_managers" (
	"address" text COLLATE "C" NOT NULL,
	"registered_block" bigint NOT NULL,
	"registered_timestamp" bigint NOT NULL,
	"registered_log_index" integer NOT NULL,
	"registered_tx" text COLLATE "C" NOT NULL,
	"from_block" bigint NOT NULL,
	"to_block" bigint,
	CONSTRAINT "collateral_managers_address_from_block_pk" PRIMARY KEY("address","from_block")
);
--> statement-breakpoint
CREATE TABLE "holder_epochs" (
	"pool" text COLLATE "C" NOT NULL,
	"account" text COLLATE "C" NOT NULL,
	"epoch" bigint NOT NULL,
	"lock_end" numeric(78, 0) NOT NULL,
	"rolled" boolean NOT NULL,
	"from_block" bigint NOT NULL,
	"to_block" bigint,
	CONSTRAINT "holder_epochs_pool_account_epoch_from_block_pk" PRIMARY KEY("pool","account","epoch","from_block")
);
--> statement-breakpoint
CREATE TABLE "holders" (
	"pool" text COLLATE "C" NOT NULL,
	"account" text COLLATE "C" NOT NULL,
	"enrolled" boolean NOT NULL,
	"max_exposure" numeric(78, 0) NOT NULL,
	"locked" numeric(78, 0) NOT NULL,
	"since_block" bigint NOT NULL,
	"since_timestamp" bigint NOT NULL,
	"since_log_index" integer NOT NULL,
	"since_tx" text COLLATE "C" NOT NULL,
	"from_block" bigint NOT NULL,
	"to_block" bigint,
	CONSTRAINT "holders_pool_account_from_block_pk" PRIMARY KEY("pool","account","from_block")
);
--> statement-breakpoint
CREATE TABLE "operators" (
	"holder" text COLLATE "C" NOT NULL,
	"operator" text COLLATE "C" NOT NULL,
	"authorized" boolean NOT NULL,
	"from_block" bigint NOT NULL,
	"to_block" bigint,
	CONSTRAINT "operators_holder_operator_from_block_pk" PRIMARY KEY("holder","operator","from_block")
);
--> statement-breakpoint
CREATE TABLE "partition_operators" (
	"partition" text COLLATE "C" NOT NULL,
	"holder" text COLLATE "C" NOT NULL,
	"operator" text COLLATE "C" NOT NULL,
	"authorized" boolean NOT NULL,
	"from_block" bigint NOT NULL,
	"to_block" bigint,
	CONSTRAINT "partition_operators_partition_holder_operator_from_block_pk" PRIMARY KEY("partition","holder","operator","from_block")
);
--> statement-breakpoint
CREATE TABLE "partition_strategies" (
	"prefix" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"implementation" text COLLATE "C" NOT NULL,
	"set_block" bigint NOT NULL,
	"set_timestamp" bigint NOT NULL,
	"set_log_index" integer NOT NULL,
	"set_tx" text COLLATE "C" NOT NULL,
	"from_block" bigint NOT NULL,
	"to_block" bigint,
	CONSTRAINT "partition_strategies_prefix_from_block_pk" PRIMARY KEY("prefix","from_block")
);
--> statement-breakpoint
CREATE TABLE "registrations" (
	"account" text COLLATE "C" NOT NULL,
	"manager" text COLLATE "C" NOT NULL,
	"sender_hook" text COLLATE "C",
	"recipient_hook" text COLLATE "C",
	"from_block" bigint NOT NULL,
	"to_block" bigint,
	CONSTRAINT "registrations_account_from_block_pk" PRIMARY KEY("account","from_block")
);
--> statement-breakpoint
CREATE TABLE "role_members" (
	"kind" text NOT NULL,
	"role" text COLLATE "C" NOT NULL,
	"account" text COLLATE "C" NOT NULL,
	"granted" boolean NOT NULL,
	"changed_block" bigint NOT NULL,
	"changed_timestamp" bigint NOT NULL,
	"changed_log_index" integer NOT NULL,
	"changed_tx" text COLLATE "C" NOT NULL,
	"from_block" bigint NOT NULL,
	"to_block" bigint,
	CONSTRAINT "role_members_kind_role_account_from_block_pk" PRIMARY KEY("kind","role","account","from_block")
);
--> statement-breakpoint
CREATE TABLE "slices" (
	"payment_id" text COLLATE "C" NOT NULL,
	"index" integer NOT NULL,
	"pool" text COLLATE "C" NOT NULL,
	"holder" text COLLATE "C" NOT NULL,
	"amount" numeric(78, 0) NOT NULL,
	"remaining" numeric(78, 0) NOT NULL,
	"drawn" numeric(78, 0) NOT NULL,
	"expires_at" bigint NOT NULL,
	"from_block" bigint NOT NULL,
	"to_block" bigint,
	CONSTRAINT "slices_payment_id_index_from_block_pk" PRIMARY KEY("payment_id","index","from_block")
);
--> statement-breakpoint
CREATE TABLE "wallet_epochs" (
	"pool" text COLLATE "C" NOT NULL,
	"epoch" bigint NOT NULL,
	"lock_end" numeric(78, 0) NOT NULL,
	"from_block" bigint NOT NULL,
	"to_block" bigint,
	CONSTRAINT "wallet_epochs_pool_epoch_from_block_pk" PRIMARY KEY("pool","epoch","from_block")
);
--> statement-breakpoint
CREATE TABLE "wallet_pools" (
	"id" text COLLATE "C" NOT NULL,
	"tag" text NOT NULL,
	"max_lock_duration" bigint NOT NULL,
	"claim_delay" bigint NOT NULL,
	"merchant_delay" bigint NOT NULL,
	"draw_window" bigint NOT NULL,
	"draw_limit" numeric(78, 0) NOT NULL,
	"stakes_paused" boolean NOT NULL,
	"locks_paused" boolean NOT NULL,
	"draws_paused" boolean NOT NULL,
	"holders" integer NOT NULL,
	"max_exposure" numeric(78, 0) NOT NULL,
	"deferred" numeric(78, 0) NOT NULL,
	"operator_draws_window" bigint NOT NULL,
	"operator_draws_wei" numeric(78, 0) NOT NULL,
	"last_draw_at" bigint,
	"guaranteed_count" integer NOT NULL,
	"guaranteed_wei" numeric(78, 0) NOT NULL,
	"drawn_wei" numeric(78, 0) NOT NULL,
	"created_block" bigint NOT NULL,
	"created_timestamp" bigint NOT NULL,
	"created_log_index" integer NOT NULL,
	"created_tx" text COLLATE "C" NOT NULL,
	"from_block" bigint NOT NULL,
	"to_block" bigint,
	CONSTRAINT "wallet_pools_id_from_block_pk" PRIMARY KEY("id","from_block")
);
--> statement-breakpoint
DROP INDEX "locks_current";--> statement-breakpoint
DROP INDEX "merchants_current";--> statement-breakpoint
ALTER TABLE "locks" DROP CONSTRAINT "locks_payment_id_from_block_pk";--> statement-breakpoint
ALTER TABLE "merchants" DROP CONSTRAINT "merchants_address_from_block_pk";--> statement-breakpoint
ALTER TABLE "locks" ADD COLUMN "kind" text NOT NULL;--> statement-breakpoint
ALTER TABLE "merchants" ADD COLUMN "kind" text NOT NULL;--> statement-breakpoint
ALTER TABLE "locks" ADD CONSTRAINT "locks_payment_id_kind_from_block_pk" PRIMARY KEY("payment_id","kind","from_block");--> statement-breakpoint
ALTER TABLE "merchants" ADD CONSTRAINT "merchants_kind_address_from_block_pk" PRIMARY KEY("kind","address","from_block");--> statement-breakpoint
ALTER TABLE "source" ADD COLUMN "wallet_collateral" text COLLATE "C" NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "collateral_managers_current" ON "collateral_managers" USING btree ("address") WHERE to_block is null;--> statement-breakpoint
CREATE INDEX "collateral_managers_from_block" ON "collateral_managers" USING btree ("from_block");--> statement-breakpoint
CREATE INDEX "collateral_managers_to_block" ON "collateral_managers" USING btree ("to_block") WHERE to_block is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "holder_epochs_current" ON "holder_epochs" USING btree ("pool","account","epoch") WHERE to_block is null;--> statement-breakpoint
CREATE INDEX "holder_epochs_from_block" ON "holder_epochs" USING btree ("from_block");--> statement-breakpoint
CREATE INDEX "holder_epochs_to_block" ON "holder_epochs" USING btree ("to_block") WHERE to_block is not null;--> statement-breakpoint
CREATE INDEX "holder_epochs_open" ON "holder_epochs" USING btree ("account","pool","epoch") WHERE to_block is null and not rolled;--> statement-breakpoint
CREATE UNIQUE INDEX "holders_current" ON "holders" USING btree ("pool","account") WHERE to_block is null;--> statement-breakpoint
CREATE INDEX "holders_from_block" ON "holders" USING btree ("from_block");--> statement-breakpoint
CREATE INDEX "holders_to_block" ON "holders" USING btree ("to_block") WHERE to_block is not null;--> statement-breakpoint
CREATE INDEX "holders_account" ON "holders" USING btree ("account") WHERE to_block is null;--> statement-breakpoint
CREATE UNIQUE INDEX "operators_current" ON "operators" USING btree ("holder","operator") WHERE to_block is null;--> statement-breakpoint
CREATE INDEX "operators_from_block" ON "operators" USING btree ("from_block");--> statement-breakpoint
CREATE INDEX "operators_to_block" ON "operators" USING btree ("to_block") WHERE to_block is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "partition_operators_current" ON "partition_operators" USING btree ("partition","holder","operator") WHERE to_block is null;--> statement-breakpoint
CREATE INDEX "partition_operators_from_block" ON "partition_operators" USING btree ("from_block");--> statement-breakpoint
CREATE INDEX "partition_operators_to_block" ON "partition_operators" USING btree ("to_block") WHERE to_block is not null;--> statement-breakpoint
CREATE INDEX "partition_operators_holder" ON "partition_operators" USING btree ("holder") WHERE to_block is null;--> statement-breakpoint
CREATE UNIQUE INDEX "partition_strategies_current" ON "partition_strategies" USING btree ("prefix") WHERE to_block is null;--> statement-breakpoint
CREATE INDEX "partition_strategies_from_block" ON "partition_strategies" USING btree ("from_block");--> statement-breakpoint
CREATE INDEX "partition_strategies_to_block" ON "partition_strategies" USING btree ("to_block") WHERE to_block is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "registrations_current" ON "registrations" USING btree ("account") WHERE to_block is null;--> statement-breakpoint
CREATE INDEX "registrations_from_block" ON "registrations" USING btree ("from_block");--> statement-breakpoint
CREATE INDEX "registrations_to_block" ON "registrations" USING btree ("to_block") WHERE to_block is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "role_members_current" ON "role_members" USING btree ("kind","role","account") WHERE to_block is null;--> statement-breakpoint
CREATE INDEX "role_members_from_block" ON "role_members" USING btree ("from_block");--> statement-breakpoint
CREATE INDEX "role_members_to_block" ON "role_members" USING btree ("to_block") WHERE to_block is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "slices_current" ON "slices" USING btree ("payment_id","index") WHERE to_block is null;--> statement-breakpoint
CREATE INDEX "slices_from_block" ON "slices" USING btree ("from_block");--> statement-breakpoint
CREATE INDEX "slices_to_block" ON "slices" USING btree ("to_block") WHERE to_block is not null;--> statement-breakpoint
CREATE INDEX "slices_live" ON "slices" USING btree ("holder","expires_at") WHERE to_block is null and remaining > 0;--> statement-breakpoint
CREATE UNIQUE INDEX "wallet_epochs_current" ON "wallet_epochs" USING btree ("pool","epoch") WHERE to_block is null;--> statement-breakpoint
CREATE INDEX "wallet_epochs_from_block" ON "wallet_epochs" USING btree ("from_block");--> statement-breakpoint
CREATE INDEX "wallet_epochs_to_block" ON "wallet_epochs" USING btree ("to_block") WHERE to_block is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "wallet_pools_current" ON "wallet_pools" USING btree ("id") WHERE to_block is null;--> statement-breakpoint
CREATE INDEX "wallet_pools_from_block" ON "wallet_pools" USING btree ("from_block");--> statement-breakpoint
CREATE INDEX "wallet_pools_to_block" ON "wallet_pools" USING btree ("to_block") WHERE to_block is not null;--> statement-breakpoint
CREATE INDEX "merchants_address" ON "merchants" USING btree ("address") WHERE to_block is null;--> statement-breakpoint
CREATE UNIQUE INDEX "locks_current" ON "locks" USING btree ("payment_id","kind") WHERE to_block is null;--> statement-breakpoint
CREATE UNIQUE INDEX "merchants_current" ON "merchants" USING btree ("kind","address") WHERE to_block is null;--> statement-breakpoint
ALTER TABLE "pool_hours" DROP COLUMN "peak_locked";