DROP INDEX "balances_account";--> statement-breakpoint
DROP INDEX "balances_current";--> statement-breakpoint
ALTER TABLE "balances" DROP CONSTRAINT "balances_partition_account_from_block_pk";--> statement-breakpoint
ALTER TABLE "balances" ADD CONSTRAINT "balances_account_partition_from_block_pk" PRIMARY KEY("account","partition","from_block");--> statement-breakpoint
CREATE UNIQUE INDEX "balances_current" ON "balances" USING btree ("account","partition") WHERE to_block is null;