CREATE TABLE "audit_alarms" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_alarms_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"subject" text NOT NULL,
	"block" bigint NOT NULL,
	"block_hash" text COLLATE "C" NOT NULL,
	"expected" jsonb NOT NULL,
	"found" jsonb NOT NULL,
	"raised_at" bigint NOT NULL,
	"rolled_back_to" bigint,
	"resolved_block" bigint,
	"resolved_at" bigint
);
--> statement-breakpoint
CREATE TABLE "audit_progress" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"proved_to" bigint NOT NULL,
	"sound_at" bigint
);
--> statement-breakpoint
CREATE UNIQUE INDEX "audit_alarms_open" ON "audit_alarms" USING btree ("subject") WHERE resolved_at is null;