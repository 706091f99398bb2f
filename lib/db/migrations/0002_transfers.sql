-- Transfers move into a table of their own, and more is followed than before: the follower fills everything anew.
TRUNCATE "source", "blocks", "events", "pools", "epochs", "pool_hours", "locks", "positions", "tickets", "deferred_payouts", "merchants", "balances";
--> statement-breakpoint
CREATE TABLE "transfers" (
	"block" bigint NOT NULL,
	"log_index" integer NOT NULL,
	"timestamp" bigint NOT NULL,
	"tx" text COLLATE "C" NOT NULL,
	"operator" text COLLATE "C" NOT NULL,
	"from_partition" text COLLATE "C" NOT NULL,
	"to_partition" text COLLATE "C" NOT NULL,
	"from_account" text COLLATE "C" NOT NULL,
	"to_account" text COLLATE "C" NOT NULL,
	"value" numeric(78, 0) NOT NULL,
	CONSTRAINT "transfers_block_log_index_pk" PRIMARY KEY("block","log_index")
);
--> statement-breakpoint
CREATE INDEX "transfers_from" ON "transfers" USING btree ("from_account","block","log_index");--> statement-breakpoint
CREATE INDEX "transfers_to" ON "transfers" USING btree ("to_account","block","log_index");