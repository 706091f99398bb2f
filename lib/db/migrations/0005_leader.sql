CREATE TABLE "leader" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"beat" text NOT NULL,
	"said" jsonb NOT NULL
);
