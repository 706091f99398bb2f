CREATE TABLE "spendable" (
	"account" text COLLATE "C" PRIMARY KEY NOT NULL,
	"amount" numeric(78, 0) NOT NULL,
	"since_block" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "spendable_since" ON "spendable" USING btree ("since_block");--> statement-breakpoint
ALTER TABLE "spendable" SET (fillfactor = 70);--> statement-breakpoint
INSERT INTO "spendable" ("account", "amount", "since_block")
SELECT v."account", c."amount", min(v."from_block") FROM "balances" v
JOIN "balances" c ON c."account" = v."account" AND c."partition" = v."partition" AND c."to_block" IS NULL
WHERE v."partition" = '0x0000000000000000000000000000000000000000000000000000000000000000'
GROUP BY v."account", c."amount";--> statement-breakpoint
DELETE FROM "balances" WHERE "partition" = '0x0000000000000000000000000000000000000000000000000000000000000000';
