CREATE TABLE "balances" (
	"partition" text COLLATE "C" NOT NULL,
	"account" text COLLATE "C" NOT NULL,
	"amount" numeric(78, 0) NOT NULL,
	"from_block" bigint NOT NULL,
	"to_block" bigint,
	CONSTRAINT "balances_partition_account_from_block_pk" PRIMARY KEY("partition","account","from_block")
);
--> statement-breakpoint
CREATE TABLE "blocks" (
	"number" bigint PRIMARY KEY NOT NULL,
	"hash" text COLLATE "C" NOT NULL,
	"parent_hash" text COLLATE "C" NOT NULL,
	"timestamp" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "epochs" (
	"pool" text COLLATE "C" NOT NULL,
	"epoch" bigint NOT NULL,
	"lock_end" numeric(78, 0) NOT NULL,
	"shares_left" numeric(78, 0) NOT NULL,
	"assets_left" numeric(78, 0) NOT NULL,
	"rolled" boolean NOT NULL,
	"from_block" bigint NOT NULL,
	"to_block" bigint,
	CONSTRAINT "epochs_pool_epoch_from_block_pk" PRIMARY KEY("pool","epoch","from_block")
);
--> statement-breakpoint
CREATE TABLE "events" (
	"block" bigint NOT NULL,
	"log_index" integer NOT NULL,
	"timestamp" bigint NOT NULL,
	"tx" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"pool" text COLLATE "C",
	"account" text COLLATE "C",
	"counterparty" text COLLATE "C",
	"payment_id" text COLLATE "C",
	"args" jsonb NOT NULL,
	CONSTRAINT "events_block_log_index_pk" PRIMARY KEY("block","log_index")
);
--> statement-breakpoint
CREATE TABLE "locks" (
	"payment_id" text COLLATE "C" NOT NULL,
	"pool" text COLLATE "C" NOT NULL,
	"merchant" text COLLATE "C" NOT NULL,
	"amount" numeric(78, 0) NOT NULL,
	"remaining" numeric(78, 0) NOT NULL,
	"drawn" numeric(78, 0) NOT NULL,
	"settle_by" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"end_epoch" bigint NOT NULL,
	"claim_delay" bigint NOT NULL,
	"claim_matures_at" bigint,
	"status" text NOT NULL,
	"ref_hash" text COLLATE "C" NOT NULL,
	"asset" text COLLATE "C" NOT NULL,
	"asset_amount" numeric(78, 0) NOT NULL,
	"fiat_amount" numeric(78, 0) NOT NULL,
	"currency" text COLLATE "C" NOT NULL,
	"amp_price" numeric(78, 0) NOT NULL,
	"locked_block" bigint NOT NULL,
	"locked_timestamp" bigint NOT NULL,
	"locked_log_index" integer NOT NULL,
	"locked_tx" text COLLATE "C" NOT NULL,
	"closed_block" bigint,
	"closed_timestamp" bigint,
	"closed_log_index" integer,
	"closed_tx" text COLLATE "C",
	"from_block" bigint NOT NULL,
	"to_block" bigint,
	CONSTRAINT "locks_payment_id_from_block_pk" PRIMARY KEY("payment_id","from_block")
);
--> statement-breakpoint
CREATE TABLE "merchants" (
	"address" text COLLATE "C" NOT NULL,
	"registered" boolean NOT NULL,
	"since" bigint NOT NULL,
	"from_block" bigint NOT NULL,
	"to_block" bigint,
	CONSTRAINT "merchants_address_from_block_pk" PRIMARY KEY("address","from_block")
);
--> statement-breakpoint
CREATE TABLE "pool_hours" (
	"pool" text COLLATE "C" NOT NULL,
	"hour" bigint NOT NULL,
	"guaranteed_count" integer NOT NULL,
	"guaranteed_wei" numeric(78, 0) NOT NULL,
	"guaranteed_cents" numeric(78, 0) NOT NULL,
	"released_count" integer NOT NULL,
	"drawn_count" integer NOT NULL,
	"drawn_wei" numeric(78, 0) NOT NULL,
	"peak_locked" numeric(78, 0) NOT NULL,
	"from_block" bigint NOT NULL,
	"to_block" bigint,
	CONSTRAINT "pool_hours_pool_hour_from_block_pk" PRIMARY KEY("pool","hour","from_block")
);
--> statement-breakpoint
CREATE TABLE "pools" (
	"id" text COLLATE "C" NOT NULL,
	"tag" text NOT NULL,
	"max_utilisation_bps" integer NOT NULL,
	"cooldown" bigint NOT NULL,
	"max_lock_duration" bigint NOT NULL,
	"claim_delay" bigint NOT NULL,
	"min_stake" numeric(78, 0) NOT NULL,
	"stakes_paused" boolean NOT NULL,
	"locks_paused" boolean NOT NULL,
	"draws_paused" boolean NOT NULL,
	"assets" numeric(78, 0) NOT NULL,
	"shares" numeric(78, 0) NOT NULL,
	"pending_shares" numeric(78, 0) NOT NULL,
	"locked" numeric(78, 0) NOT NULL,
	"exit_reserve" numeric(78, 0) NOT NULL,
	"unallocated" numeric(78, 0) NOT NULL,
	"rolled_epoch" bigint NOT NULL,
	"latest_lock_end" bigint NOT NULL,
	"last_draw_at" bigint,
	"created_block" bigint NOT NULL,
	"created_timestamp" bigint NOT NULL,
	"created_log_index" integer NOT NULL,
	"created_tx" text COLLATE "C" NOT NULL,
	"from_block" bigint NOT NULL,
	"to_block" bigint,
	CONSTRAINT "pools_id_from_block_pk" PRIMARY KEY("id","from_block")
);
--> statement-breakpoint
CREATE TABLE "positions" (
	"pool" text COLLATE "C" NOT NULL,
	"account" text COLLATE "C" NOT NULL,
	"shares" numeric(78, 0) NOT NULL,
	"staked" numeric(78, 0) NOT NULL,
	"exited" numeric(78, 0) NOT NULL,
	"since_block" bigint NOT NULL,
	"since_timestamp" bigint NOT NULL,
	"since_log_index" integer NOT NULL,
	"since_tx" text COLLATE "C" NOT NULL,
	"from_block" bigint NOT NULL,
	"to_block" bigint,
	CONSTRAINT "positions_pool_account_from_block_pk" PRIMARY KEY("pool","account","from_block")
);
--> statement-breakpoint
CREATE TABLE "source" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"chain_id" bigint NOT NULL,
	"collateral_pool" text COLLATE "C" NOT NULL,
	"amp" text COLLATE "C" NOT NULL,
	"start_block" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tickets" (
	"pool" text COLLATE "C" NOT NULL,
	"account" text COLLATE "C" NOT NULL,
	"exit_epoch" bigint NOT NULL,
	"shares" numeric(78, 0) NOT NULL,
	"claimed" numeric(78, 0) NOT NULL,
	"requested_block" bigint NOT NULL,
	"requested_timestamp" bigint NOT NULL,
	"requested_log_index" integer NOT NULL,
	"requested_tx" text COLLATE "C" NOT NULL,
	"from_block" bigint NOT NULL,
	"to_block" bigint,
	CONSTRAINT "tickets_pool_account_exit_epoch_from_block_pk" PRIMARY KEY("pool","account","exit_epoch","from_block")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "balances_current" ON "balances" USING btree ("partition","account") WHERE to_block is null;--> statement-breakpoint
CREATE INDEX "balances_from_block" ON "balances" USING btree ("from_block");--> statement-breakpoint
CREATE INDEX "balances_to_block" ON "balances" USING btree ("to_block") WHERE to_block is not null;--> statement-breakpoint
CREATE INDEX "balances_account" ON "balances" USING btree ("account") WHERE to_block is null;--> statement-breakpoint
CREATE UNIQUE INDEX "blocks_hash" ON "blocks" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "blocks_timestamp" ON "blocks" USING btree ("timestamp");--> statement-breakpoint
CREATE UNIQUE INDEX "epochs_current" ON "epochs" USING btree ("pool","epoch") WHERE to_block is null;--> statement-breakpoint
CREATE INDEX "epochs_from_block" ON "epochs" USING btree ("from_block");--> statement-breakpoint
CREATE INDEX "epochs_to_block" ON "epochs" USING btree ("to_block") WHERE to_block is not null;--> statement-breakpoint
CREATE INDEX "epochs_open" ON "epochs" USING btree ("pool","epoch") WHERE to_block is null and not rolled;--> statement-breakpoint
CREATE INDEX "events_name" ON "events" USING btree ("name","block","log_index");--> statement-breakpoint
CREATE INDEX "events_pool" ON "events" USING btree ("pool","name","block","log_index") WHERE pool is not null;--> statement-breakpoint
CREATE INDEX "events_account" ON "events" USING btree ("account","block","log_index") WHERE account is not null;--> statement-breakpoint
CREATE INDEX "events_counterparty" ON "events" USING btree ("counterparty","block","log_index") WHERE counterparty is not null;--> statement-breakpoint
CREATE INDEX "events_payment" ON "events" USING btree ("payment_id","block","log_index") WHERE payment_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "locks_current" ON "locks" USING btree ("payment_id") WHERE to_block is null;--> statement-breakpoint
CREATE INDEX "locks_from_block" ON "locks" USING btree ("from_block");--> statement-breakpoint
CREATE INDEX "locks_to_block" ON "locks" USING btree ("to_block") WHERE to_block is not null;--> statement-breakpoint
CREATE INDEX "locks_newest" ON "locks" USING btree ("locked_block","locked_log_index") WHERE to_block is null;--> statement-breakpoint
CREATE INDEX "locks_pool" ON "locks" USING btree ("pool","locked_block","locked_log_index") WHERE to_block is null;--> statement-breakpoint
CREATE INDEX "locks_merchant" ON "locks" USING btree ("merchant","locked_block","locked_log_index") WHERE to_block is null;--> statement-breakpoint
CREATE INDEX "locks_status" ON "locks" USING btree ("status","locked_block","locked_log_index") WHERE to_block is null;--> statement-breakpoint
CREATE INDEX "locks_live" ON "locks" USING btree ("expires_at") WHERE to_block is null and status in ('open', 'claimed');--> statement-breakpoint
CREATE INDEX "locks_closed" ON "locks" USING btree ("merchant","closed_timestamp") WHERE to_block is null;--> statement-breakpoint
CREATE UNIQUE INDEX "merchants_current" ON "merchants" USING btree ("address") WHERE to_block is null;--> statement-breakpoint
CREATE INDEX "merchants_from_block" ON "merchants" USING btree ("from_block");--> statement-breakpoint
CREATE INDEX "merchants_to_block" ON "merchants" USING btree ("to_block") WHERE to_block is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "pool_hours_current" ON "pool_hours" USING btree ("pool","hour") WHERE to_block is null;--> statement-breakpoint
CREATE INDEX "pool_hours_from_block" ON "pool_hours" USING btree ("from_block");--> statement-breakpoint
CREATE INDEX "pool_hours_to_block" ON "pool_hours" USING btree ("to_block") WHERE to_block is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "pools_current" ON "pools" USING btree ("id") WHERE to_block is null;--> statement-breakpoint
CREATE INDEX "pools_from_block" ON "pools" USING btree ("from_block");--> statement-breakpoint
CREATE INDEX "pools_to_block" ON "pools" USING btree ("to_block") WHERE to_block is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "positions_current" ON "positions" USING btree ("pool","account") WHERE to_block is null;--> statement-breakpoint
CREATE INDEX "positions_from_block" ON "positions" USING btree ("from_block");--> statement-breakpoint
CREATE INDEX "positions_to_block" ON "positions" USING btree ("to_block") WHERE to_block is not null;--> statement-breakpoint
CREATE INDEX "positions_account" ON "positions" USING btree ("account") WHERE to_block is null;--> statement-breakpoint
CREATE UNIQUE INDEX "tickets_current" ON "tickets" USING btree ("pool","account","exit_epoch") WHERE to_block is null;--> statement-breakpoint
CREATE INDEX "tickets_from_block" ON "tickets" USING btree ("from_block");--> statement-breakpoint
CREATE INDEX "tickets_to_block" ON "tickets" USING btree ("to_block") WHERE to_block is not null;--> statement-breakpoint
CREATE INDEX "tickets_account" ON "tickets" USING btree ("account") WHERE to_block is null;